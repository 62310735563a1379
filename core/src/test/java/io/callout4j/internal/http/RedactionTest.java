package io.callout4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged of an XML document. */
class RedactionTest {

    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private final Redaction redaction = new Redaction(Set.of("Iban", "tax-number"));

    private String copy(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        return redaction.copy(bytes, bytes.length, null);
    }

    @Nested
    class HarmlessContent {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<a>1 &lt; 2? no: 1 &amp; 2</a>",
                    "<p:a xmlns:p=\"urn:p\" xmlns=\"urn:d\" p:b=\"1\" c=\"2\"><d xmlns=\"\"><e></e></d> tail</p:a>",
                    "<a>\n  <userId>005x0000001</userId>\n  <status>on holiday, ümläute, 𝄞</status>\n</a>",
                    "<a><compass>north</compass><tokens>2</tokens><secretary>Ann</secretary></a>",
                    "<Security xmlns=\"urn:stocks\">IBM</Security>"
                })
        void isCopied(String xml) {
            assertThat(copy(xml)).isEqualToIgnoringWhitespace(xml);
        }

        @Test
        void isCopiedEvenIfSpacesFollowTheRoot() {
            assertThat(copy("<?xml version='1.0'?>\n<a>b</a>\n\n")).isEqualTo("<a>b</a>");
        }
    }

    @Nested
    class SecretContent {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Password",
                    "PASSWORD",
                    "newPassword",
                    "clientCertPasswd_x",
                    "PasswordDigest",
                    "password2",
                    "PasswordText",
                    "pass",
                    "secret_x",
                    "Nonce",
                    "BinarySecurityToken",
                    "SessionId",
                    "session_id",
                    "sid",
                    "Token",
                    "AccessToken",
                    "refresh-token",
                    "SecurityToken",
                    "ApiKey",
                    "api_key",
                    "Secret",
                    "ClientSecret",
                    "Assertion",
                    "CipherValue",
                    "SignatureValue",
                    "IBAN",
                    "TaxNumber"
                })
        void isHiddenBecauseOfItsName(String name) {
            String xml = "<s:" + name + " xmlns:s='urn:s' note='hush'>hush<deep><er a='hush'>hush</er></deep></s:"
                    + name + ">";
            assertThat(copy("<a><b>shown</b>" + xml + "<c>too</c></a>"))
                    .isEqualTo("<a><b>shown</b><s:" + name + " xmlns:s=\"urn:s\" note=\"***\">***</s:" + name
                            + "><c>too</c></a>");
            assertThat(copy("<a " + name + "='hush' other='shown'>shown</a>"))
                    .contains(name + "=\"***\"", "other=\"shown\"", ">shown<");
        }

        @Test
        void isHiddenIfItIsTheRoot() {
            assertThat(copy("<Password>hush</Password>")).isEqualTo("<Password>***</Password>");
        }

        @Test
        void includesWsSecurityHeaders() {
            assertThat(copy("<h><w:Security xmlns:w='" + WSSE
                            + "'><w:UsernameToken><w:Username>hush</w:Username></w:UsernameToken></w:Security></h>"))
                    .isEqualTo("<h><w:Security xmlns:w=\"" + WSSE + "\">***</w:Security></h>");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<a><param name='password' value='hush'>hush</param></a>",
                    "<a><entry Key='api-key'><value>hush</value></entry></a>",
                    "<a><input type='password' value='hush'/></a>",
                    "<a><!-- hush --></a>",
                    "<a><?hush hush?></a>",
                    "<a><![CDATA[<login><password>hush</password></login>]]></a>",
                    "<a>&lt;login pw='hush'/></a>",
                    "<a>&amp;lt;login>hush</a>",
                    "<a>&amp;#60;login>hush</a>",
                    "<a b='&lt;login>hush&lt;/login>'/>",
                    "<a>{\"password\" : \"hush\"}</a>",
                    "<a>https://example.com/?access_token=hush</a>",
                    "<a>Authorization: Basic hush</a>",
                    "<a>Bearer hush</a>",
                    "<a>user=a;pass<![CDATA[word=hush]]></a>"
                })
        void isRecognizedByItsPositionOrForm(String xml) {
            assertThat(copy(xml)).isNotNull().contains("<a").doesNotContain("hush");
        }
    }

    @Nested
    class UnparsableContent {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "hush",
                    "<a><password>hush",
                    "<a>hush</b>",
                    "<a/>hush",
                    "<!DOCTYPE a [<!ENTITY e 'hush'>]><a>&e;</a>",
                    "<a>&undeclared;</a>",
                    "{\"password\":\"hush\"}"
                })
        void isNotLogged(String text) {
            assertThat(copy(text)).isNull();
        }
    }
}

package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.request.Operation.SoapVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A named credential's user name and password in the envelope. */
class MergeFieldsTest {

    private static final String FIELD = "{!$Credential.Password}";
    private static final String ESCAPED = "&lt;&amp;&quot;&apos;&gt;$1é";

    private final LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));

    @AfterEach
    void close() {
        server.close();
    }

    private CalloutsBuilder builder() {
        return Callouts.builder()
                .namedCredential(
                        "Erp",
                        NamedCredential.of(server.url())
                                .withLogin("{!$Credential.Password}", "<&\"'>$1é".toCharArray())
                                .withMergeFieldsInBody("a", "b", "text", "userId"));
    }

    private String sent(Object payload, boolean mtom) {
        try (Callouts callouts = builder().build()) {
            callouts.send(CalloutRequest.builder("callout:Erp", StatusService.UPDATE.withMtom(mtom), payload)
                    .build());
        }
        return server.requests.get(0).body();
    }

    @Test
    void isEscapedInTextAndAttributes() {
        assertThat(sent("<a b=\"" + FIELD + "\">" + FIELD + "</a>", false))
                .contains("b=\"" + ESCAPED + "\">" + ESCAPED + "</");
    }

    /** As in the WS-Security headers of Salesforce code. */
    @Test
    void isFilledIntoElementsWithAnyPrefix() {
        assertThat(sent("<x><w:a xmlns:w='urn:w' c='>'>\n" + FIELD + "\n</w:a></x>", false))
                .contains(">" + ESCAPED + "</w:a>");
    }

    @Test
    void isFilledIntoSoapHeaders() {
        try (Callouts callouts = builder().build()) {
            callouts.send(CalloutRequest.builder("callout:Erp", StatusService.UPDATE, "<x/>")
                    .soapHeader(new javax.xml.namespace.QName("urn:h", "text"), FIELD)
                    .build());
        }
        assertThat(server.requests.get(0).body()).contains(">" + ESCAPED + "</");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<other>" + FIELD + "</other>",
                "<other c=\"" + FIELD + "\"/>",
                "<A>" + FIELD + "</A>",
                "<a>Dear " + FIELD + "</a>",
                "<a>" + FIELD + FIELD + "</a>",
                "<a>" + FIELD + "<c/></a>",
                "<a><c/>" + FIELD + "</a>",
                "<a c=\"b='" + FIELD + "'\"/>",
                "<a c='<' b2=\"" + FIELD + "\"/>",
                "<c><![CDATA[<a>" + FIELD + "</a>]]></c>",
                "<c><![CDATA[\r\n\r\n<a>" + FIELD + "</a>]]></c>",
                "<c><!--<a>" + FIELD + "</a>--></c>",
                "<c>&lt;a&gt;" + FIELD + "&lt;/a&gt;</c>",
            })
    void isNotFilledInAnywhereElse(String payload) {
        String well = payload.replace("c='<'", "c='&lt;'");
        assertThat(sent(well, false)).contains(FIELD).doesNotContain("&lt;&amp;&quot;");
    }

    @ParameterizedTest
    @ValueSource(strings = {FIELD, "<a>" + FIELD + "</a>", "]]><a>" + FIELD + "</a>", "-->" + FIELD})
    void isNotFilledIntoTheTextOfAUser(String text) {
        for (boolean mtom : new boolean[] {false, true}) {
            server.requests.clear();
            assertThat(sent(StatusService.UpdateStatus.of("7", text), mtom))
                    .contains(FIELD)
                    .doesNotContain("&lt;&amp;&quot;");
        }
    }

    @Test
    void isFilledIntoBeans() {
        assertThat(sent(StatusService.UpdateStatus.of("{!HTMLENCODE($Credential.Password)}", FIELD), false))
                .contains("userId>" + ESCAPED + "</", "status>" + FIELD + "</");
    }

    @Test
    void isFilledInOnceOnly() {
        // The user name looks like the field of the password.
        assertThat(sent("<a>{!$Credential.Username}</a>", false)).contains(">" + FIELD + "<");
    }

    @Test
    void isFilledIntoTheEnvelopeOfAMultipartRequest() {
        assertThat(sent("<a>" + FIELD + "</a>", true)).contains(">" + ESCAPED + "<");
    }

    @Test
    void countsForTheLimitOfTheRequest() {
        try (Callouts callouts = builder()
                .limits(CalloutLimits.standard().withRequestBytes(1_800))
                .build()) {
            String many = "<x>" + ("<a>" + FIELD + "</a>").repeat(50) + "</x>";
            CalloutRequest request = CalloutRequest.builder(
                            "callout:Erp", StatusService.UPDATE.withSoapVersion(SoapVersion.V1_2), many)
                    .build();
            assertThatThrownBy(() -> callouts.send(request))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("Exceeded max size limit of 1800");
            assertThat(server.requests).isEmpty();
        }
    }
}

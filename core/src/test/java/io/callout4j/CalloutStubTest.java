package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.identity.NamedCertificates;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Modifier;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the fields of a stub mean, up to the transport. */
class CalloutStubTest {

    private static final char[] PASSWORD = "store secret".toCharArray();
    private static final HeldCertificate CONTOSO = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));
    private static final Operation PING =
            Operation.of("urn:ping", new QName("urn:s", "ping"), new QName("urn:s", "pong"));

    static final class Port extends CalloutStub {
        Port(Callouts callouts) {
            super(callouts);
            endpoint_x = "https://erp.example.com/status";
        }

        String ping() {
            return WebServiceCallout.invoke(this, PING, "<ping/>", String.class);
        }
    }

    private final RecordingTransport transport = new RecordingTransport();
    private final Callouts callouts = transport
            .callouts()
            .certificate("Contoso_SF", KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(PASSWORD), "the test", PASSWORD))
            .build();
    private final Port port = new Port(callouts);

    @AfterEach
    void close() {
        callouts.close();
    }

    private void refused(String... parts) {
        assertThatThrownBy(port::ping)
                .isInstanceOfAny(CalloutConfigurationException.class, ClientCertificateException.class)
                .hasMessageContainingAll(parts);
        assertThat(transport.exchanges).isEmpty();
    }

    @Test
    void hasExactlyTheSevenFieldsOfApex() {
        assertThat(Arrays.stream(CalloutStub.class.getDeclaredFields())
                        .filter(field -> Modifier.isPublic(field.getModifiers()))
                        .map(field -> field.getType().getSimpleName() + " " + field.getName()))
                .containsExactlyInAnyOrder(
                        "String endpoint_x",
                        "Map inputHttpHeaders_x",
                        "Map outputHttpHeaders_x",
                        "String clientCertName_x",
                        "String clientCert_x",
                        "String clientCertPasswd_x",
                        "Integer timeout_x");
    }

    @Nested
    class TheCertificateFields {

        @Test
        void choseNoneMeansOneWayTls() {
            port.ping();
            assertThat(transport.last().tls().identity().isNone()).isTrue();
        }

        @Test
        void openAnInlineCertificate() {
            port.clientCert_x = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCertPasswd_x = "x";
            port.ping();
            assertThat(transport.last().tls().identity().certificate()).isEqualTo(CONTOSO.certificate());
        }

        @Test
        void findANamedCertificate() {
            port.clientCertName_x = "Contoso_SF";
            port.ping();
            assertThat(transport.last().tls().identity().certificate()).isEqualTo(CONTOSO.certificate());
        }

        @Test
        void letTheEntrysOwnPasswordWinOverTheField() {
            port.clientCertName_x = "Contoso_SF";
            port.clientCertPasswd_x = "left over from elsewhere";
            port.ping();
            assertThat(transport.last().tls().identity().certificate()).isEqualTo(CONTOSO.certificate());
        }

        @Test
        void tryTheFieldWhereTheEntryHasNoPasswordForItsKey() throws Exception {
            byte[] twoPasswords = jksWithKeyPassword("key secret");
            try (Callouts two = transport
                    .callouts()
                    .certificate("Two", KeyStoreEntry.ofBytes(twoPasswords, "the test", PASSWORD))
                    .build()) {
                Port other = new Port(two);
                other.clientCertName_x = "Two";
                assertThatThrownBy(other::ping)
                        .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                                .isEqualTo(ClientCertificateException.Reason.WRONG_KEY_PASSWORD));
                other.clientCertPasswd_x = "key secret";
                other.ping();
                assertThat(transport.last().tls().identity().certificate()).isEqualTo(CONTOSO.certificate());
            }
        }

        private byte[] jksWithKeyPassword(String keyPassword) throws Exception {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setKeyEntry(
                    "contoso",
                    CONTOSO.privateKey(),
                    keyPassword.toCharArray(),
                    CONTOSO.chain().toArray(new Certificate[0]));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, PASSWORD);
            return bytes.toByteArray();
        }

        @Test
        void areAmbiguousTogether() {
            port.clientCert_x = "MII";
            port.clientCertName_x = "Contoso_SF";
            refused("clientCert_x", "clientCertName_x (\"Contoso_SF\")", "both set", "Nothing was sent");
        }

        @Test
        void refuseAnUnknownNameWithTheKnownOnesListed() {
            port.clientCertName_x = "contoso_sf";
            refused("no certificate named \"contoso_sf\"", "Contoso_SF", "upper from lower case");
        }

        @Test
        void doNotShowACertificatesTextThatWasPutIntoTheNamesField() {
            String text = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCertName_x = text;
            for (String endpoint : new String[] {"https://erp.example.com/", "http://erp.example.com/"}) {
                port.endpoint_x = endpoint;
                assertThatThrownBy(port::ping)
                        .message()
                        .contains("looks like the text of a clientCert_x")
                        .doesNotContain(text.substring(0, 20));
            }
            port.clientCert_x = text;
            assertThatThrownBy(port::ping).message().doesNotContain(text.substring(0, 20));
        }

        @Test
        void areRefusedWithAPlainHttpEndpoint() {
            port.endpoint_x = "http://erp.example.com/status";
            port.clientCertName_x = "Contoso_SF";
            refused("http://erp.example.com/status", "never be presented", "https:");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  \n"})
        void refuseABlankTextAndDoNotTakeItForNone(String blank) {
            port.clientCert_x = blank;
            refused("clientCert_x");
        }

        @Test
        void tellAWrongPassword() {
            port.clientCert_x = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCertPasswd_x = "y";
            assertThatThrownBy(port::ping)
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(ClientCertificateException.Reason.WRONG_PASSWORD));
        }

        @Test
        void tellWhereAPasteIsBroken() {
            String text = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCert_x = text.substring(0, 70) + "…" + text.substring(70);
            assertThatThrownBy(port::ping)
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(ClientCertificateException.Reason.BAD_BASE64))
                    .hasMessageContaining("U+2026")
                    .hasMessageContaining("line 2");
        }

        @Test
        void tellPemTextFromAPkcs12() {
            port.clientCert_x = CONTOSO.toCertificatePem();
            assertThatThrownBy(port::ping)
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(ClientCertificateException.Reason.NO_PRIVATE_KEY));
        }
    }

    @Nested
    class ARuntimeThatStarts {

        @Test
        void opensItsNamedCertificatesAtOnce() {
            Callouts.Builder builder = transport
                    .callouts()
                    .certificate(
                            "Broken",
                            KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(PASSWORD), "the test", "no".toCharArray()));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageStartingWith("The certificate named Broken: ");
        }

        @Test
        void warnsOnceOfACertificateThatHasExpired() {
            HeldCertificate old = HeldCertificate.selfSigned(CertificateProfile.client("CN=Old")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")));
            Logger logger = (Logger) LoggerFactory.getLogger(NamedCertificates.class);
            ListAppender<ILoggingEvent> seen = new ListAppender<>();
            seen.start();
            logger.addAppender(seen);
            logger.setLevel(Level.WARN);
            try {
                transport
                        .callouts()
                        .certificate("Old", KeyStoreEntry.ofBytes(old.toPkcs12(PASSWORD), "the test", PASSWORD))
                        .build()
                        .close();
            } finally {
                logger.detachAppender(seen);
                logger.setLevel(null);
            }
            assertThat(seen.list).hasSize(1);
            assertThat(seen.list.get(0).getFormattedMessage())
                    .isEqualTo("The certificate named Old (CN=Old) expired on 2021-01-01T00:00:00Z.");
        }

        @Test
        void refusesTwoCertificatesOfOneName() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(PASSWORD), "the test", PASSWORD);
            Callouts.Builder builder =
                    transport.callouts().certificate("One", entry).certificate("One", entry);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("\"One\"");
        }
    }

    @Nested
    class TheTimeout {

        @Test
        void isTenSecondsWhereNoneIsSet() {
            port.ping();
            assertThat(transport.last().request().timeout()).isEqualTo(Duration.ofSeconds(10));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 120_000})
        void goesFromOneToTwoMinutes(int millis) {
            port.timeout_x = millis;
            port.ping();
            assertThat(transport.last().request().timeout()).isEqualTo(Duration.ofMillis(millis));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 120_001})
        void isRefusedBeyondThat(int millis) {
            port.timeout_x = millis;
            refused(millis + " ms", "1 to 120000");
        }
    }

    @Nested
    class HeadersToSend {

        @Test
        void goOutAsGiven() {
            port.inputHttpHeaders_x = new LinkedHashMap<>(Map.of("Authorization", "Basic eA==", "SOAPAction", "x"));
            port.ping();
            assertThat(transport.last().request().headers()).isEqualTo(port.inputHttpHeaders_x);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "CONNECTION"})
        void areRefusedWhereTheCalloutSetsThem(String name) {
            port.inputHttpHeaders_x = Map.of(name, "x");
            refused("\"" + name + "\"", "set by the callout itself");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b"})
        void areRefusedWhereTheyForgeOthers(String value) {
            port.inputHttpHeaders_x = Map.of("X-Note", value);
            refused("\"X-Note\"", "at character 2");
            assertThatThrownBy(port::ping).message().doesNotContain("Evil");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a:b", "ä"})
        void areRefusedWhereTheNameIsNone(String name) {
            port.inputHttpHeaders_x = Map.of(name, "x");
            refused("does not allow in names");
        }

        @Test
        void areRefusedWhereTheyAreThereTwice() {
            port.inputHttpHeaders_x = Map.of("X-One", "1", "x-one", "2");
            refused("twice");
        }

        @Test
        void areRefusedWhereHttpCannotCarryThem() {
            port.inputHttpHeaders_x = Map.of("X-City", "Łódź");
            refused("U+0141");
        }
    }

    @Nested
    class HeadersReceived {

        @Test
        void fillTheMapThatTheCallerSet() {
            transport.headers.put("X-Trace", "1");
            Map<String, String> mine = new HashMap<>(Map.of("Stale", "yes"));
            port.outputHttpHeaders_x = mine;
            port.ping();
            assertThat(port.outputHttpHeaders_x).isSameAs(mine).containsExactlyEntriesOf(Map.of("X-Trace", "1"));
        }

        @Test
        void makeAMapThatIgnoresCaseWhereThereIsNone() {
            transport.headers.put("X-Trace", "1");
            port.ping();
            assertThat(port.outputHttpHeaders_x.get("x-tRACE")).isEqualTo("1");
        }

        @Test
        void replaceAnUnmodifiableMap() {
            transport.headers.put("X-Trace", "1");
            port.outputHttpHeaders_x = Map.of();
            port.ping();
            assertThat(port.outputHttpHeaders_x).containsEntry("X-Trace", "1");
        }

        @Test
        void areGoneAfterACalloutWithoutAnAnswer() {
            port.outputHttpHeaders_x = new HashMap<>(Map.of("X-Trace", "of the callout before"));
            transport.thrown = new CalloutTimeoutException("slow", CalloutPhase.WAIT, Duration.ofSeconds(1));
            assertThatThrownBy(port::ping).isSameAs(transport.thrown);
            assertThat(port.outputHttpHeaders_x).isEmpty();
        }

        @Test
        void comeAfterAFaultToo() {
            transport.headers.put("X-Trace", "1");
            transport.failure = new CalloutFaultException("soap:Server", "no", null, null);
            assertThatThrownBy(port::ping).isSameAs(transport.failure);
            assertThat(port.outputHttpHeaders_x).containsEntry("X-Trace", "1");
        }
    }

    @Nested
    class TheShapeOfApex {

        private final String[] info = {
            "https://erp.example.com/other", "urn:a", "urn:s", "ping", "urn:s", "pong", "java.lang.String"
        };

        @Test
        void callsTheEndpointOfInfoAndFillsTheMap() {
            Map<String, String> response_map_x = new HashMap<>();
            WebServiceCallout.invoke(port, "<ping/>", response_map_x, info);
            assertThat(response_map_x).containsEntry("response_x", "<ok/>");
            assertThat(transport.last().endpoint()).hasToString("https://erp.example.com/other");
            assertThat(transport.last().request().operation())
                    .isEqualTo(Operation.of("urn:a", new QName("urn:s", "ping"), new QName("urn:s", "pong")));
        }

        @Test
        void takesTheStubsEndpointWhereInfoHasNone() {
            info[0] = null;
            WebServiceCallout.invoke(port, "<ping/>", new HashMap<>(), info);
            assertThat(transport.last().endpoint()).hasToString("https://erp.example.com/status");
        }

        @Test
        void putsNullForAVoidAnswer() {
            transport.value = null;
            Map<String, String> response_map_x = new HashMap<>(Map.of("response_x", "old"));
            WebServiceCallout.invoke(port, "<ping/>", response_map_x, info);
            assertThat(response_map_x).containsEntry("response_x", null);
        }

        @Test
        void refusesAMapThatCannotTakeTheAnswerBeforeAnythingIsSent() {
            for (Map<String, String> map : new ArrayList<Map<String, String>>(Arrays.asList(null, Map.of()))) {
                assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", map, info))
                        .isInstanceOf(CalloutConfigurationException.class)
                        .hasMessageContaining("Nothing was sent");
            }
            assertThat(transport.exchanges).isEmpty();
        }

        @Test
        void refusesARequestThatIsNull() {
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, null, new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("The request for ping is null");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"urn:a\"", "urn:a\r\nX-Evil: 1", "urn:ä"})
        void refusesAnActionThatAHeaderCannotCarry(String action) {
            info[1] = action;
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("SOAPAction");
        }

        @ParameterizedTest
        @ValueSource(strings = {"javax.xml.transform.dom.DOMSource", "org.w3c.dom.Attr"})
        void refusesAResponseTypeThatCannotBePromised(String type) {
            info[6] = type;
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining(type);
        }

        @Test
        void refusesAnotherNumberOfTexts() {
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), new String[] {"a", "b"}))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("info holds 2 texts");
        }

        @Test
        void refusesAResponseTypeThatIsNoClass() {
            info[6] = "partnerService.Response";
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("\"partnerService.Response\"");
        }
    }

    @Nested
    class TheEndpoint {

        @Test
        void mustBeSet() {
            port.endpoint_x = null;
            refused("endpoint_x", Port.class.getName(), "is not set");
        }

        @ParameterizedTest
        @CsvSource({
            "erp.example.com/status, no scheme",
            "ftp://erp.example.com/, its scheme is ftp",
            "https:///status, names no host",
            "https://erp.example.com:99999/, its port is 99999",
            "https://exa mple.com/, not a URL"
        })
        void mustBeAUrl(String url, String why) {
            port.endpoint_x = url;
            refused(url, why);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://me:hunter2%@erp.example.com/",
                    "https://me:hun ter2@erp.example.com/",
                    "htps://me:hunter2@erp.example.com/",
                    "https://me:hun/ter2@erp.example.com/",
                    "https://me:hunter2?@erp.example.com/",
                    "me:hunter2@erp.example.com"
                })
        void showsNoPasswordHoweverBrokenItIs(String url) {
            port.endpoint_x = url;
            assertThatThrownBy(port::ping)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .message()
                    .doesNotContain("hun")
                    .contains("erp.example.com");
            assertThat(CalloutRequest.builder(url, PING, "<ping/>").build().toString())
                    .doesNotContain("hun");
        }

        @Test
        void mustNotHoldAUserAndItsPasswordIsNotShown() {
            port.endpoint_x = "https://me:hunter2@erp.example.com/";
            refused("@erp.example.com", "Authorization");
            assertThatThrownBy(port::ping).message().doesNotContain("hunter2");
        }
    }
}

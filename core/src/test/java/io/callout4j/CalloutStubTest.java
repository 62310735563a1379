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
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.identity.NamedCertificates;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Modifier;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the fields of a stub mean, up to the transport: certificates and time. */
class CalloutStubTest extends StubOverRecording {

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
        void meanOneWayTlsIfNoneIsSet() {
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
        void preferTheEntrysOwnPassword() {
            port.clientCertName_x = "Contoso_SF";
            port.clientCertPasswd_x = "left over from elsewhere";
            port.ping();
            assertThat(transport.last().tls().identity().certificate()).isEqualTo(CONTOSO.certificate());
        }

        @Test
        void tryTheFieldIfTheEntryHasNoKeyPassword() throws Exception {
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
            assertRejected("clientCert_x", "clientCertName_x (\"Contoso_SF\")", "both set", "Nothing was sent");
        }

        @Test
        void rejectAnUnknownNameAndListTheKnownOnes() {
            port.clientCertName_x = "contoso_sf";
            assertRejected("No certificate named \"contoso_sf\"", "Contoso_SF", "case-sensitive");
        }

        @Test
        void doNotShowTheTextOfACertificateInTheNameField() {
            String text = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCertName_x = text;
            for (String endpoint : new String[] {"https://erp.example.com/", "http://erp.example.com/"}) {
                port.endpoint_x = endpoint;
                assertThatThrownBy(port::ping)
                        .message()
                        .contains("it looks like the text for clientCert_x")
                        .doesNotContain(text.substring(0, 20));
            }
            port.clientCert_x = text;
            assertThatThrownBy(port::ping).message().doesNotContain(text.substring(0, 20));
        }

        @Test
        void areRejectedWithAPlainHttpEndpoint() {
            port.endpoint_x = "http://erp.example.com/status";
            port.clientCertName_x = "Contoso_SF";
            assertRejected("http://erp.example.com/status", "never be presented", "https:");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  \n"})
        void rejectABlankText(String blank) {
            port.clientCert_x = blank;
            assertRejected("clientCert_x");
        }

        @Test
        void reportAWrongPassword() {
            port.clientCert_x = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCertPasswd_x = "y";
            assertThatThrownBy(port::ping)
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(ClientCertificateException.Reason.WRONG_PASSWORD));
        }

        @Test
        void reportWhereAPastedTextIsDamaged() {
            String text = CONTOSO.toClientCertText("x".toCharArray());
            port.clientCert_x = text.substring(0, 70) + "…" + text.substring(70);
            assertThatThrownBy(port::ping)
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(ClientCertificateException.Reason.BAD_BASE64))
                    .hasMessageContaining("U+2026")
                    .hasMessageContaining("line 2");
        }

        @Test
        void recognizePemText() {
            port.clientCert_x = CONTOSO.toCertificatePem();
            assertThatThrownBy(port::ping)
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(ClientCertificateException.Reason.NO_PRIVATE_KEY));
        }
    }

    @Nested
    class AStartingRuntime {

        @Test
        void opensItsNamedCertificatesImmediately() {
            CalloutsBuilder builder = transport
                    .callouts()
                    .certificate(
                            "Broken",
                            KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(PASSWORD), "the test", "no".toCharArray()));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageStartingWith("The certificate named Broken: ");
        }

        @Test
        void warnsOnceAboutAnExpiredCertificate() {
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
        void rejectsTwoCertificatesWithTheSameName() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(PASSWORD), "the test", PASSWORD);
            CalloutsBuilder builder =
                    transport.callouts().certificate("One", entry).certificate("One", entry);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("\"One\"");
        }
    }

    @Nested
    class TheTimeout {

        @Test
        void isTenSecondsByDefault() {
            port.ping();
            assertThat(transport.last().request().timeout()).isEqualTo(Duration.ofSeconds(10));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 120_000})
        void mayBeBetweenOneMillisecondAndTwoMinutes(int millis) {
            port.timeout_x = millis;
            try {
                port.ping();
            } catch (CalloutTimeoutException e) {
                // One millisecond may be too short even for a callout that is not sent anywhere.
                assertThat(millis).isEqualTo(1);
                assertThat(e.timeout()).isEqualTo(Duration.ofMillis(1));
                return;
            }
            assertThat(transport.last().request().timeout()).isEqualTo(Duration.ofMillis(millis));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 120_001})
        void isRejectedOutsideThatRange(int millis) {
            port.timeout_x = millis;
            assertRejected(millis + " ms", "between 1 and 120000");
        }
    }
}

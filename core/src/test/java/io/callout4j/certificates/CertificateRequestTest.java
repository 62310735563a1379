package io.callout4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.certificates.CertificateProfile.Purpose;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificate requests, and the CA that signs them. */
class CertificateRequestTest {

    private static final char[] PASSWORD = "p\u00E4ssword".toCharArray();
    private static final CertificateAuthority ROOT = CertificateAuthority.root(profile("CN=Root"));
    private static final CertificateAuthority ISSUING = ROOT.intermediate("CN=Issuing");

    @TempDir
    private Path folder;

    private Path file;
    private CertificateStore store;

    @BeforeEach
    void empty() {
        file = folder.resolve("identities.p12");
        store = CertificateStore.at(file, PASSWORD);
    }

    private static CertificateProfile profile(String subject) {
        return CertificateProfile.client(subject).withKey(KeyKind.EC_P256);
    }

    private StoredCertificate selfSigned(String name) {
        return store.createSelfSigned(NewEntry.named(name), profile("CN=" + name));
    }

    private CertificateRequest request(String name) {
        return store.createRequest(NewEntry.named(name), profile("CN=" + name + ", O=Contoso"));
    }

    private static List<String> subjects(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    @Nested
    class ARequest {

        @Test
        void containsWhatTheCertificateWillContain() {
            CertificateRequest request = store.createRequest(
                    NewEntry.named("A"), profile("CN=A, O=Contoso").withNames("a.example.com", "192.0.2.7"));
            CertificateRequest read =
                    CertificateRequest.of(request.toPem().getBytes(StandardCharsets.US_ASCII), "a.csr");

            assertThat(read.subject().getName()).isEqualTo("CN=A,O=Contoso");
            assertThat(read.names()).containsExactly("a.example.com", "192.0.2.7");
            assertThat(read.publicKey()).isEqualTo(store.get("A").certificate().getPublicKey());
        }

        @Test
        void waitsForItsCertificate() {
            request("A");

            assertThat(store.get("A").isAwaitingSignature()).isTrue();
            assertThatThrownBy(() -> store.export("A"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("is still waiting for its signed certificate");
        }

        @Test
        void canBeCreatedAgain() {
            CertificateRequest first = request("A");

            assertThat(store.request("A").publicKey()).isEqualTo(first.publicKey());
            assertThat(store.request("A").subject()).isEqualTo(first.subject());
        }

        @Test
        void thatWasModifiedIsRejected() {
            byte[] der = Base64.getMimeDecoder().decode(request("A").toPem().replaceAll("-----.*-----", ""));
            der[20] ^= 1;

            assertThatThrownBy(() -> CertificateRequest.of(der, "a.csr"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("a.csr");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "nonsense", "-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----"})
        void thatIsNotARequestIsRejected(String text) {
            assertThatThrownBy(() -> CertificateRequest.of(text.getBytes(StandardCharsets.US_ASCII), "a.csr"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("BEGIN CERTIFICATE REQUEST");
        }
    }

    @Nested
    class TheCa {

        @Test
        void signsTheNamesInTheRequest() throws Exception {
            CertificateRequest request = store.createRequest(
                    NewEntry.named("S"), profile("CN=erp.example.com").withNames("erp.example.com"));
            X509Certificate leaf = ISSUING.sign(request, CertificateProfile.forRequest(request, Purpose.SERVER_AUTH))
                    .get(0);

            assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
            assertThat(leaf.getSubjectAlternativeNames())
                    .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("erp.example.com"));
            assertThat(leaf.getSerialNumber().bitLength()).isLessThanOrEqualTo(128);
        }

        @Test
        void signsOnlyForItsOwnValidity() {
            CertificateAuthority ending =
                    CertificateAuthority.root(profile("CN=Ending").validFor(Duration.ofDays(10)));
            CertificateRequest request = request("A");
            X509Certificate leaf = ending.sign(request, CertificateProfile.forRequest(request, Purpose.CLIENT_AUTH))
                    .get(0);

            assertThat(leaf.getNotAfter()).isEqualTo(ending.certificate().getNotAfter());
        }

        @Test
        void signsNothingOnceItHasExpired() {
            Instant past = Instant.now().minus(Duration.ofDays(20));
            CertificateAuthority expired =
                    CertificateAuthority.root(profile("CN=Old").validBetween(past, past.plus(Duration.ofDays(1))));
            CertificateRequest request = request("A");

            assertThatThrownBy(() -> expired.sign(request, CertificateProfile.forRequest(request, Purpose.CLIENT_AUTH)))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("no certificate that it signs would be accepted");
        }

        @Test
        void canBeOpenedAgainWithItsPath() throws Exception {
            Path kept = folder.resolve("issuing.p12");
            Files.write(kept, ISSUING.toPkcs12(PASSWORD));
            CertificateAuthority opened = CertificateAuthority.open(KeyStoreEntry.of(kept, PASSWORD));
            CertificateRequest request = request("A");

            assertThat(opened.path()).isEqualTo(ISSUING.path());
            assertThat(subjects(opened.sign(request, CertificateProfile.forRequest(request, Purpose.CLIENT_AUTH))))
                    .containsExactly("CN=A,O=Contoso", "CN=Issuing", "CN=Root");
        }

        @Test
        void doesNotOpenAClientCertificate() {
            selfSigned("A");

            assertThatThrownBy(() -> CertificateAuthority.open(KeyStoreEntry.of(file, PASSWORD)))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("is not a CA certificate");
        }
    }
}

package io.callout4j.identity;

import static io.callout4j.identity.Certificates.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFindingsTest {

    private final Certificates.Holder root = Certificates.root("Root");

    @Test
    void aGoodIdentityHasNoFindings() {
        assertThat(codes(client())).isEmpty();
    }

    @Nested
    class Validity {

        @Test
        void reportsAnExpiredCertificate() {
            Finding finding = only(client().daysLeft(-1));

            assertThat(finding.code()).isEqualTo("expired");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.summary()).isEqualTo("The certificate expired on 2030-06-14T12:00:00Z.");
            assertThat(finding.evidence()).contains("subject CN=Client", "to 2030-06-14T12:00:00Z");
        }

        @Test
        void reportsACertificateThatIsNotYetValid() {
            assertThat(codes(client().valid(NOW.plusSeconds(60), NOW.plus(Duration.ofDays(10)))))
                    .containsExactly("not-yet-valid");
        }

        @ParameterizedTest
        @CsvSource({
            "365, 61, ",
            "365, 60, INFO",
            "365, 31, INFO",
            "365, 30, WARNING",
            "90, 16, INFO",
            "90, 15, WARNING",
            "6, 2, INFO",
            "6, 1, WARNING"
        })
        void reportsACertificateThatExpiresSoon(int life, int left, Severity severity) {
            var start = NOW.plus(Duration.ofDays(left - life));
            List<Finding> findings = findings(client().valid(start, NOW.plus(Duration.ofDays(left))));

            assertThat(findings)
                    .extracting(Finding::severity)
                    .isEqualTo(severity == null ? List.of() : List.of(severity));
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("expires-soon"));
        }

        @Test
        void reportsAnExpiredIntermediate() {
            Certificates.Holder old =
                    Certificates.named("Old").ca().issuer(root).daysLeft(-3).build();

            assertThat(only(Certificates.named("Client").issuer(old), old).summary())
                    .startsWith("An intermediate certificate of the chain expired");
        }
    }

    @Nested
    class Purpose {

        @Test
        void withoutClientAuthThePublicCasAreMentioned() {
            Finding finding = only(client().purpose(KeyPurposeId.id_kp_serverAuth));

            assertThat(finding.code()).isEqualTo("no-client-auth-purpose");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.cause()).contains("2027-03-15");
        }

        @Test
        void clientAuthAndAnyPurposeAreAccepted() {
            assertThat(codes(client().purpose(KeyPurposeId.id_kp_clientAuth))).isEmpty();
            assertThat(codes(client().purpose(KeyPurposeId.anyExtendedKeyUsage)))
                    .isEmpty();
        }

        @Test
        void reportsAMissingDigitalSignature() {
            assertThat(codes(client().usage(KeyUsage.keyEncipherment))).containsExactly("no-digital-signature-usage");
            assertThat(codes(client().usage(KeyUsage.digitalSignature))).isEmpty();
        }

        @Test
        void reportsACaCertificate() {
            assertThat(codes(client().ca())).containsExactly("ca-certificate");
        }
    }

    @Nested
    class Strength {

        @Test
        void reportsAWeakKey() {
            var small = Certificates.rsa(1024);

            assertThat(codes(client().keys(small).signedWith("SHA256withECDSA")))
                    .containsExactly("weak-key");
        }

        @Test
        void reportsAWeakSignature() {
            assertThat(codes(client().signedWith("SHA1withECDSA"))).containsExactly("weak-signature");
        }
    }

    @Nested
    class Chain {

        @Test
        void reportsASelfSignedCertificate() {
            assertThat(codes(Certificates.named("Client"))).containsExactly("self-signed");
        }

        @Test
        void reportsAnIncompleteChain() {
            Certificates.Holder leaf = client().build();
            ClientIdentity identity = ClientIdentity.of(leaf.keys().getPrivate(), List.of(leaf.certificate()));

            assertThat(identity.findings(NOW)).extracting(Finding::code).containsExactly("incomplete-chain");
            assertThat(identity.findings(NOW).get(0).summary()).contains("CN=Root");
        }
    }

    @Test
    void noIdentityHasNoFindings() {
        assertThat(ClientIdentity.none().findings(NOW)).isEmpty();
    }

    private Certificates.Builder client() {
        return Certificates.named("Client").issuer(root);
    }

    private Finding only(Certificates.Builder builder, Certificates.Holder... others) {
        List<Finding> findings = findings(builder, others);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private List<String> codes(Certificates.Builder builder) {
        return findings(builder).stream().map(Finding::code).toList();
    }

    private List<Finding> findings(Certificates.Builder builder, Certificates.Holder... others) {
        Certificates.Holder leaf = builder.build();
        Pkcs12Files file = new Pkcs12Files().key(leaf, "client").certificates(leaf.certificate(), root.certificate());
        for (Certificates.Holder other : others) {
            file.certificates(other.certificate());
        }
        byte[] bytes = file.build(
                new org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder(
                        new org.bouncycastle.crypto.digests.SHA256Digest(),
                        new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256)),
                Pkcs12Files.PASSWORD);
        ClientIdentity identity = ClientIdentity.fromBytes(bytes, Pkcs12Files.PASSWORD);
        return identity.findings(NOW).stream()
                .filter(finding -> !finding.code().equals("unrelated-certificates"))
                .toList();
    }
}

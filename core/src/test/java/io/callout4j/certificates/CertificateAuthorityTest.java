package io.callout4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.identity.ClientIdentity;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateAuthorityTest {

    private static final CertificateAuthority ROOT = CertificateAuthority.root(
            CertificateProfile.client("CN=Root, O=Contoso").withKey(KeyKind.EC_P256));

    private static void verifies(HeldCertificate held, CertificateAuthority root) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(held.chain()), parameters);
    }

    @Test
    void issuesACertificateThatCanBeVerified() throws Exception {
        HeldCertificate held =
                ROOT.issue(CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));
        verifies(held, ROOT);
        assertThat(held.chain()).hasSize(1);
        X509Certificate leaf = held.certificate();
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=Contoso_SF");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()[0]).as("digitalSignature").isTrue();
    }

    @Test
    void putsTheIntermediatesButNotTheRootIntoTheChain() throws Exception {
        CertificateAuthority issuing = ROOT.intermediate("CN=Issuing").intermediate("CN=Issuing deeper");
        HeldCertificate held =
                issuing.issue(CertificateProfile.client("CN=Contoso_SF_PCA").withKey(KeyKind.EC_P256));
        verifies(held, ROOT);
        assertThat(held.chain())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=Contoso_SF_PCA", "CN=Issuing deeper", "CN=Issuing");
    }

    @Test
    void issuesAServerCertificateWithNamesAndAddresses() throws Exception {
        X509Certificate leaf = ROOT.issue(CertificateProfile.server("localhost", "127.0.0.1", "::1")
                        .withKey(KeyKind.EC_P256))
                .certificate();
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void usesTheValidityOfTheProfile() {
        X509Certificate leaf = HeldCertificate.selfSigned(CertificateProfile.client("CN=Short")
                        .withKey(KeyKind.EC_P256)
                        .validFor(Duration.ofDays(10)))
                .certificate();
        assertThat(Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(10));
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "EC_P256", "EC_P384"})
    void createsKeysOfEachKindThatCanBeReadFromPkcs12(KeyKind kind) {
        HeldCertificate held = HeldCertificate.selfSigned(
                CertificateProfile.client("CN=Contoso_SF").withKey(kind));
        ClientIdentity read = ClientIdentity.fromBase64(held.toClientCertText("s".toCharArray()), "s".toCharArray());
        assertThat(read.certificate()).isEqualTo(held.certificate());
        assertThat(read.privateKey()).isEqualTo(held.privateKey());
    }

    @Test
    void writesTheSameTextAsOpensslBase64() {
        String text = HeldCertificate.selfSigned(
                        CertificateProfile.client("CN=x").withKey(KeyKind.EC_P256))
                .toClientCertText("s".toCharArray());
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
        assertThat(text).startsWith("MII").endsWith("\n");
    }

    @Test
    void doesNotShowTheKeyInToString() {
        HeldCertificate held =
                HeldCertificate.selfSigned(CertificateProfile.client("CN=x").withKey(KeyKind.EC_P256));
        assertThat(held).hasToString("held certificate CN=x");
    }
}

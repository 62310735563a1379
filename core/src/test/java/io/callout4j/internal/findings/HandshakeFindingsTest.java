package io.callout4j.internal.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Attempt;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distinguishes each rule from similar ones. The tests over real TLS show that servers cause such records. */
class HandshakeFindingsTest {

    private static final CertificateAuthority ROOT = CertificateAuthority.root(profile("CN=Root"));
    private static final CertificateAuthority ISSUING = ROOT.intermediate("CN=Issuing");
    private static final HeldCertificate CLIENT = ROOT.issue(profile("CN=Client"));
    private static final HeldCertificate SELF_SIGNED = HeldCertificate.selfSigned(profile("CN=Own"));
    private static final CertificateRequest ASKED =
            new CertificateRequest(List.of(ROOT.certificate().getSubjectX500Principal()), List.of());

    private static CertificateProfile profile(String subject) {
        return CertificateProfile.client(subject).withKey(KeyKind.EC_P256);
    }

    private static Finding judge(
            Failure failure, List<X509Certificate> server, CertificateRequest request, List<X509Certificate> client) {
        HandshakeRecord seen = new HandshakeRecord(
                "erp.example.com",
                443,
                null,
                List.of(new Attempt("192.0.2.1:443", failure.text())),
                List.of("1.2", "1.3"),
                "erp.example.com",
                null,
                server,
                request,
                client,
                !client.isEmpty(),
                "1 anchor from the test",
                Set.of(),
                failure);
        List<Finding> findings = HandshakeFindings.of(seen);
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .hasSize(1);
        return findings.get(0);
    }

    private static Failure failure(Kind kind, String text) {
        return new Failure(kind, CalloutPhase.HANDSHAKE, text, null);
    }

    private static Failure alert(String name) {
        return new Failure(Kind.ALERT, CalloutPhase.HANDSHAKE, "Received fatal alert: " + name, name);
    }

    @Nested
    class ReachingTheServer {

        @ParameterizedTest
        @CsvSource({
            "NAME_NOT_RESOLVED, erp.example.com, name-not-resolved",
            "NOT_CONNECTED, Connection refused, connection-refused",
            "NOT_CONNECTED, Connect timed out, connect-timeout",
            "NOT_CONNECTED, Connection reset by peer, handshake-cut",
            "NOT_TLS, Unsupported or unrecognized SSL message, not-tls",
            "NOTHING_IN_COMMON, No appropriate protocol, tls-version-mismatch",
            "OTHER, DH ServerKeyExchange does not comply to algorithm constraints, no-common-cipher",
            "OTHER, Something else, handshake-cut",
            "CUT, Remote host terminated the handshake, handshake-cut"
        })
        void isClassifiedByTheKindOfFailure(Kind kind, String text, String code) {
            assertThat(judge(failure(kind, text), List.of(), null, List.of()).code())
                    .isEqualTo(code);
        }

        @Test
        void isReportedWithTheAddressesThatWereTried() {
            assertThat(judge(failure(Kind.NOT_CONNECTED, "Connection refused"), List.of(), null, List.of())
                            .evidence())
                    .isEqualTo("Tried 192.0.2.1:443: Connection refused.");
        }
    }

    @Nested
    class TheServersCertificate {

        private static final Failure PATH = failure(Kind.SERVER_NOT_TRUSTED, "PKIX path building failed: x");

        @Test
        void isReportedWithTheUnknownRootThatWasSent() {
            Finding finding = judge(
                    PATH,
                    List.of(
                            ISSUING.issue(CertificateProfile.server("a").withKey(KeyKind.EC_P256))
                                    .certificate(),
                            ISSUING.certificate(),
                            ROOT.certificate()),
                    null,
                    List.of());
            assertThat(finding.code()).isEqualTo("server-unknown-ca");
            assertThat(finding.summary()).contains("\"CN=Root\"");
            assertThat(finding.cause()).contains("ends in a root");
        }

        @Test
        void isReportedWithTheMissingIssuer() {
            Finding finding = judge(
                    PATH,
                    List.of(ISSUING.issue(CertificateProfile.server("a").withKey(KeyKind.EC_P256))
                            .certificate()),
                    null,
                    List.of());
            assertThat(finding.code()).isEqualTo("server-missing-intermediate");
            assertThat(finding.summary()).contains("\"CN=Issuing\"");
        }

        @ParameterizedTest
        @CsvSource({
            "Algorithm constraints check failed on keysize limits: RSA 512 bit key, server-weak-algorithm",
            "Usage constraint TLSServer check failed: SHA1withRSA, server-weak-algorithm",
            "name constraints check failed, server-name-constraint",
            "basic constraints check failed: this is not a CA certificate, server-unknown-ca"
        })
        void canViolateAlgorithmAndOtherConstraints(String text, String code) {
            Failure failure = failure(Kind.SERVER_NOT_TRUSTED, "PKIX path validation failed: " + text);
            assertThat(judge(failure, CLIENT.chain(), null, List.of()).code()).isEqualTo(code);
        }

        @Test
        void isReportedAsExpiredRatherThanUnknown() {
            HeldCertificate old = ROOT.issue(CertificateProfile.server("a")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")));
            assertThat(judge(PATH, old.chain(), null, List.of()).code()).isEqualTo("server-expired");
        }

        @Test
        void isReportedIfItIsNotYetValid() {
            HeldCertificate later = ROOT.issue(CertificateProfile.server("a")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2120-01-01T00:00:00Z"), Instant.parse("2121-01-01T00:00:00Z")));
            assertThat(judge(PATH, later.chain(), null, List.of()).code()).isEqualTo("server-not-yet-valid");
        }

        @Test
        void isReportedIfItIsSelfSigned() {
            assertThat(judge(PATH, SELF_SIGNED.chain(), null, List.of()).code()).isEqualTo("server-self-signed");
        }

        @Test
        void withoutAlternativeNamesMatchesNoHost() {
            Finding finding = judge(failure(Kind.HOST_NAME_MISMATCH, "No name"), CLIENT.chain(), null, List.of());
            assertThat(finding.code()).isEqualTo("server-name-mismatch");
            assertThat(finding.evidence()).contains("no host name").contains("CN=Client");
        }
    }

    @Nested
    class AnAlert {

        @ParameterizedTest
        @CsvSource({"bad_certificate", "handshake_failure", "certificate_unknown", "certificate_required"})
        void withoutAClientCertificateMeansThatOneIsRequired(String name) {
            assertThat(judge(alert(name), List.of(), ASKED, List.of()).code())
                    .isEqualTo("certificate-required-none-sent");
        }

        @ParameterizedTest
        @CsvSource({
            "unknown_ca, certificate-unknown-ca",
            "bad_certificate, certificate-refused-unspecified",
            "handshake_failure, certificate-refused-unspecified",
            "certificate_revoked, certificate-revoked",
            "certificate_expired, certificate-expired"
        })
        void withAClientCertificateIsAboutThatCertificate(String name, String code) {
            assertThat(judge(alert(name), List.of(), ASKED, CLIENT.chain()).code())
                    .isEqualTo(code);
        }

        @Test
        void withASelfSignedCertificateSaysSo() {
            assertThat(judge(alert("unknown_ca"), List.of(), ASKED, SELF_SIGNED.chain())
                            .code())
                    .isEqualTo("certificate-refused-self-signed");
        }

        @Test
        void withASelfSignedCertificateOfAKnownNameMentionsItsPredecessor() {
            CertificateRequest request =
                    new CertificateRequest(List.of(SELF_SIGNED.certificate().getSubjectX500Principal()), List.of());
            Finding finding = judge(alert("bad_certificate"), List.of(), request, SELF_SIGNED.chain());
            assertThat(finding.code()).isEqualTo("certificate-refused-self-signed");
            assertThat(finding.cause()).contains("another certificate with this name");
        }

        @Test
        void despiteAListedCaIsAboutAnotherCertificateOrTheDepth() {
            Finding finding = judge(alert("unknown_ca"), List.of(), ASKED, CLIENT.chain());
            assertThat(finding.code()).isEqualTo("certificate-unknown-ca");
            assertThat(finding.cause()).contains("\"CN=Root\"", "depth");
        }

        @Test
        void ifOnlyAnIntermediateIsListedIsAboutTheRoot() {
            CertificateRequest request =
                    new CertificateRequest(List.of(ISSUING.certificate().getSubjectX500Principal()), List.of());
            HeldCertificate deep = ISSUING.issue(profile("CN=Deep"));
            Finding finding = judge(alert("unknown_ca"), List.of(), request, deep.chain());
            assertThat(finding.code()).isEqualTo("certificate-unknown-ca");
            assertThat(finding.cause()).contains("require the root");
            assertThat(finding.remedyServer()).contains("\"CN=Root\"");
        }

        @ParameterizedTest
        @CsvSource({
            "CN=Contoso Issuing CA, CN=Contoso Root CA, certificate-missing-intermediate",
            "CN=Client Intermediate CA, CN=Client Root CA, certificate-missing-intermediate",
            "CN=Client Intermediate CA, CN=Contoso Root CA, certificate-missing-intermediate",
            "CN=Fabrikam Issuing CA, CN=Contoso Root CA, certificate-unknown-ca",
            "CN=Fabrikam Root CA, CN=Contoso Root CA, certificate-unknown-ca"
        })
        void withoutAnIssuerDependsOnTheNameOfTheMissingIssuer(String issuer, String named, String code) {
            X509Certificate lone = CertificateAuthority.root(profile(issuer))
                    .issue(profile("CN=Lone"))
                    .certificate();
            CertificateRequest request = new CertificateRequest(List.of(new X500Principal(named)), List.of());
            assertThat(judge(alert("unknown_ca"), List.of(), request, List.of(lone))
                            .code())
                    .isEqualTo(code);
        }

        @Test
        void fromTheClientAboutItsKeyIsNotARejection() {
            Finding finding = judge(failure(Kind.KEY_NOT_SUPPORTED, "No supported"), List.of(), ASKED, CLIENT.chain());
            assertThat(finding.code()).isEqualTo("certificate-withheld-algorithm");
            assertThat(finding.evidence()).contains("an EC key of 256 bits");
        }

        @Test
        void withAnExpiredCertificateSaysSoWhateverTheAlert() {
            HeldCertificate old = ROOT.issue(profile("CN=Old")
                    .validBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")));
            Finding finding = judge(alert("bad_certificate"), List.of(), ASKED, old.chain());
            assertThat(finding.code()).isEqualTo("certificate-expired");
            assertThat(finding.summary()).contains("2021-01-01T00:00:00Z");
        }

        @ParameterizedTest
        @CsvSource({
            "handshake_failure, no-common-cipher",
            "protocol_version, tls-version-mismatch",
            "unrecognized_name, server-name-needed",
            "internal_error, handshake-cut"
        })
        void beforeTheCertificateRequestIsAboutTls(String name, String code) {
            assertThat(judge(alert(name), List.of(), null, CLIENT.chain()).code())
                    .isEqualTo(code);
        }
    }
}

package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.diagnosis.Doctor;
import io.callout4j.diagnosis.Examination;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.request.CalloutRequest;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The full examination, against servers on loopback. */
@Timeout(60)
class DoctorTest {

    private static final ServerTrust TRUST = ServerTrust.certificates(Pki.ROOT.certificate());
    private static final CertificateAuthority CONTOSO = CertificateAuthority.root(
            CertificateProfile.client("CN=Contoso Root,O=Contoso").withKey(KeyKind.EC_P256));
    private static final CertificateAuthority ISSUING = CONTOSO.intermediate("CN=Contoso Issuing CA,O=Contoso");

    private static ClientIdentity identity(HeldCertificate certificate) {
        return ClientIdentity.fromBase64(Pki.text(certificate), Pki.PASSWORD.toCharArray());
    }

    private static Examination of(LoopbackServer server) {
        return Examination.of(server.url()).withTrust(TRUST).withProxy(HttpProxy.none());
    }

    private static String firstError(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::code)
                .findFirst()
                .orElse("none");
    }

    private static LoopbackServer.Script answering(int status, String type, String body) {
        return StatusService.always(StatusService.http(status, type, body));
    }

    @Nested
    class AHealthyServer {

        @Test
        void isHealthyAndReceivesOnlyOneGet() {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, Pki.clients(), answering(405, "text/html", "<p>"))) {
                Diagnosis diagnosis = Doctor.examine(of(server).withIdentity(identity(Pki.ALICE)));
                assertThat(diagnosis.healthy()).isTrue();
                assertThat(diagnosis.findings()).isEmpty();
                assertThat(server.requests).hasSize(1);
                assertThat(server.requests.get(0).head()).startsWith("GET /service HTTP/1.1\r\n");
                assertThat(diagnosis.probes())
                        .extracting(Probe::kind)
                        .containsExactly(
                                Probe.Kind.AS_CALLED,
                                Probe.Kind.WITHOUT_CERTIFICATE,
                                Probe.Kind.TLS_1_2,
                                Probe.Kind.TLS_1_3);
                assertThat(diagnosis.probes()).extracting(Probe::connected).containsExactly(true, false, true, true);
                assertThat(diagnosis.trustPath()).containsExactly(Pki.SERVER.certificate(), Pki.ROOT.certificate());
            }
        }

        @Test
        void isHealthyIfItNeverRespondsToAGet() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), peer -> {
                peer.next();
                peer.in.read();
            })) {
                Diagnosis diagnosis = Doctor.examine(
                        of(server).withIdentity(identity(Pki.ALICE)).withTimeout(Duration.ofSeconds(4)));
                assertThat(diagnosis.healthy()).isTrue();
                assertThat(diagnosis.findings()).extracting(Finding::code).containsExactly("no-answer");
                assertThat(diagnosis.took()).isLessThan(Duration.ofSeconds(8));
            }
        }

        @Test
        void receivesOnePostOnRequest() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                    Callouts callouts = Pki.callouts()
                            .certificate("Alice", Pki.entry(Pki.ALICE))
                            .build()) {
                CalloutRequest request = CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                        .certificateName("Alice")
                        .build();
                Diagnosis diagnosis =
                        Doctor.examine(callouts.examination(request).posting());
                assertThat(diagnosis.findings()).isEmpty();
                assertThat(server.requests).hasSize(1);
                assertThat(server.requests.get(0).head()).startsWith("POST /service HTTP/1.1\r\n");
                assertThat(server.requests.get(0).body()).contains("<a/>");
            }
        }

        @Test
        void thatRequestsNoCertificateCausesAWarningOrAnInfo() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, answering(200, "text/plain", "ok"))) {
                assertThat(Doctor.examine(of(server).withIdentity(identity(Pki.ALICE)))
                                .findings())
                        .extracting(Finding::code, Finding::severity)
                        .contains(org.assertj.core.groups.Tuple.tuple("no-certificate-requested", Severity.WARNING));
                assertThat(Doctor.examine(of(server)).findings())
                        .extracting(Finding::code, Finding::severity)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("no-certificate-requested", Severity.INFO));
            }
        }

        @Test
        void reportsEachStepBeforeItStarts() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, answering(200, "text/plain", "ok"))) {
                List<String> steps = new java.util.ArrayList<>();
                Diagnosis diagnosis = Doctor.examine(of(server), steps::add);
                assertThat(steps)
                        .hasSameSizeAs(diagnosis.probes())
                        .first()
                        .asString()
                        .startsWith("GET https://localhost:");
            }
        }
    }

    @Nested
    class ReachingTheServer {

        @Test
        void plainHttpIsNotTls() {
            try (LoopbackServer server = LoopbackServer.plain(answering(200, "text/html", "<p>"))) {
                assertThat(firstError(Doctor.examine(Examination.of("https://localhost:" + server.port() + "/")
                                .withProxy(HttpProxy.none()))))
                        .isEqualTo("not-tls");
            }
        }

        @Test
        void aServerThatIgnoresTlsAndSpeaksHttpIsNotTls() {
            try (LoopbackServer server = LoopbackServer.plain(peer -> {
                if (peer.in.read() == 'G') {
                    peer.send(StatusService.http(200, "text/plain", "ok"));
                }
                peer.in.read(new byte[10_000]);
                peer.in.read();
            })) {
                Diagnosis diagnosis = Doctor.examine(Examination.of("https://localhost:" + server.port() + "/")
                        .withProxy(HttpProxy.none())
                        .withTimeout(Duration.ofSeconds(5)));
                assertThat(firstError(diagnosis)).isEqualTo("not-tls");
                assertThat(diagnosis.findings().get(0).evidence()).contains("200");
            }
        }

        @Test
        void theGreetingOfAnotherProtocolIsShown() {
            try (LoopbackServer server = LoopbackServer.plain(peer -> {
                peer.send("SSH-2.0-OpenSSH_9.9\r\n");
                peer.in.read(new byte[10_000]);
                peer.in.read();
            })) {
                Diagnosis diagnosis = Doctor.examine(Examination.of("https://localhost:" + server.port() + "/")
                        .withProxy(HttpProxy.none())
                        .withTimeout(Duration.ofSeconds(5)));
                assertThat(firstError(diagnosis)).isEqualTo("not-tls");
                assertThat(diagnosis.findings().get(0).evidence()).contains("it began with \"SSH-2.0-OpenSSH_9.9\"");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "403,The client software did not provide a hostname using Server Name Indication (SNI).",
            "421,Misdirected Request"
        })
        void aNameThatOnlyHttpMissesIsNeeded(int status, String text) {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, answering(status, "text/html", "<html><p>" + text))) {
                assertThat(firstError(Doctor.examine(of(server)))).isEqualTo("server-name-needed");
            }
        }

        @Test
        void aConnectionThatIsClosedImmediatelyIsCut() {
            try (LoopbackServer server = LoopbackServer.plain(LoopbackServer.Peer::cut)) {
                assertThat(firstError(Doctor.examine(Examination.of("https://localhost:" + server.port() + "/")
                                .withProxy(HttpProxy.none()))))
                        .isEqualTo("handshake-cut");
            }
        }

        @Test
        void aPortWithoutAServerRefusesTheConnection() throws IOException {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            assertThat(firstError(Doctor.examine(
                            Examination.of("https://localhost:" + port + "/").withProxy(HttpProxy.none()))))
                    .isEqualTo("connection-refused");
        }

        @Test
        void anUnknownNameIsNotResolved() {
            assertThat(firstError(Doctor.examine(
                            Examination.of("https://no-such-host.invalid/").withProxy(HttpProxy.none()))))
                    .isEqualTo("name-not-resolved");
        }

        @Test
        void aProxyThatRequiresAPasswordRefuses() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, answering(200, "text/plain", "ok"));
                    LoopbackProxy proxy = new LoopbackProxy("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")) {
                assertThat(firstError(Doctor.examine(of(server).withProxy(HttpProxy.at("localhost", proxy.port())))))
                        .isEqualTo("proxy-refused");
            }
        }

        @ParameterizedTest
        @CsvSource({"TLSv1.3,V1_2,1.3", "TLSv1.2,V1_3,1.2"})
        void theVersionThatTheServerSupportsIsReported(String served, TlsVersion limit, String named) {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, null, answering(200, "text/plain", "ok"), served)) {
                Diagnosis diagnosis = Doctor.examine(of(server).withTlsVersions(Set.of(limit)));
                assertThat(firstError(diagnosis)).isEqualTo("tls-version-mismatch");
                assertThat(diagnosis.findings().get(0).summary()).contains("The server supports TLS " + named);
                assertThat(server.requests).isEmpty();
            }
        }
    }

    @Nested
    class TheServersCertificate {

        private HeldCertificate server(CertificateAuthority authority) {
            return authority.issue(CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
        }

        private Diagnosis examined(HeldCertificate certificate, ServerTrust trust) {
            try (LoopbackServer server = LoopbackServer.tls(certificate, answering(200, "text/plain", "ok"))) {
                return Doctor.examine(of(server).withTrust(trust));
            }
        }

        @Test
        void underAnotherRootIsUnknown() {
            assertThat(firstError(examined(server(Pki.STRANGER), TRUST))).isEqualTo("server-unknown-ca");
        }

        @Test
        void withoutItsIntermediateIsMissingIt() {
            Diagnosis diagnosis;
            try (LoopbackServer server =
                    LoopbackServer.tlsWithoutChain(server(ISSUING), answering(200, "text/plain", "ok"))) {
                diagnosis = Doctor.examine(of(server).withTrust(ServerTrust.certificates(CONTOSO.certificate())));
            }
            assertThat(firstError(diagnosis)).isEqualTo("server-missing-intermediate");
            assertThat(diagnosis.findings().get(0).summary()).contains("CN=Contoso Issuing CA");
        }

        @Test
        void forAnotherNameIsAMismatch() {
            HeldCertificate other =
                    Pki.ROOT.issue(CertificateProfile.server("erp.example.com").withKey(KeyKind.EC_P256));
            assertThat(firstError(examined(other, TRUST))).isEqualTo("server-name-mismatch");
        }

        @Test
        void withItsNameOnlyInTheSubjectIsAcceptedWithAWarning() {
            HeldCertificate old = Pki.ROOT.issue(CertificateProfile.client("CN=localhost")
                    .withPurposes(CertificateProfile.Purpose.SERVER_AUTH)
                    .withKey(KeyKind.EC_P256));
            Diagnosis diagnosis = examined(old, TRUST);
            assertThat(diagnosis.healthy()).isTrue();
            assertThat(diagnosis.findings().get(0).code()).isEqualTo("server-name-mismatch");
            assertThat(diagnosis.findings().get(0).severity()).isEqualTo(Severity.WARNING);
        }

        @Test
        void underAnotherRootWithTheSameNameIsReportedAsSuch() {
            CertificateAuthority namesake = CertificateAuthority.root(
                    CertificateProfile.client("CN=Contoso Root,O=Contoso").withKey(KeyKind.EC_P256));
            Diagnosis diagnosis = examined(server(CONTOSO), ServerTrust.certificates(namesake.certificate()));
            assertThat(firstError(diagnosis)).isEqualTo("server-unknown-ca");
            assertThat(diagnosis.findings().get(0).summary()).contains("has another key");
        }

        @Test
        void intendedForClientsIsNotForServers() {
            assertThat(firstError(examined(Pki.client(Pki.ROOT, "CN=localhost"), TRUST)))
                    .isEqualTo("server-no-server-auth-purpose");
        }

        @Test
        void underAnExpiredRootIsReported() {
            CertificateAuthority old = CertificateAuthority.root(CertificateProfile.client("CN=Old Root")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2010-01-01T00:00:00Z"), Instant.parse("2020-01-01T00:00:00Z")));
            HeldCertificate leaf = old.issue(CertificateProfile.server("localhost")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(
                            Instant.parse("2019-01-01T00:00:00Z"), Instant.now().plus(Duration.ofDays(90))));
            ServerTrust trust = ServerTrust.certificates(old.certificate());
            assertThat(firstError(examined(leaf, trust))).isEqualTo("trust-anchor-expired");

            Diagnosis accepted = examined(leaf, trust.acceptingExpiredAnchors());
            assertThat(accepted.healthy()).isTrue();
            assertThat(accepted.findings().get(0).code()).isEqualTo("trust-anchor-expired");
            assertThat(accepted.findings().get(0).severity()).isEqualTo(Severity.WARNING);
        }
    }

    @Nested
    class TheClientCertificate {

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void isRequiredButNotConfigured(String version) {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, Pki.clients(), answering(200, "text/plain", "ok"), version)) {
                assertThat(firstError(Doctor.examine(of(server)))).isEqualTo("certificate-required-none-sent");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void fromAnUnknownCaIsRejected(String version) {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, Pki.clients(), answering(200, "text/plain", "ok"), version)) {
                assertThat(firstError(Doctor.examine(of(server).withIdentity(identity(Pki.MALLORY)))))
                        .isEqualTo("certificate-unknown-ca");
            }
        }

        @Test
        void withoutItsIntermediateIsRejectedForThatReason() {
            HeldCertificate whole = Pki.client(ISSUING, "CN=Contoso_SF");
            ClientIdentity alone = ClientIdentity.fromBytes(Pki.withoutChain(whole), Pki.PASSWORD.toCharArray());
            try (LoopbackServer server = LoopbackServer.tls(
                    Pki.SERVER, List.of(CONTOSO.certificate()), answering(200, "text/plain", "ok"))) {
                assertThat(firstError(Doctor.examine(of(server).withIdentity(alone))))
                        .isEqualTo("certificate-missing-intermediate");
                assertThat(Doctor.examine(of(server).withIdentity(identity(whole)))
                                .findings())
                        .isEmpty();
            }
        }

        @Test
        void isWithheldAsInSalesforceIfTheServerRequestsOtherIssuers() {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, Pki.clients(), answering(200, "text/plain", "ok"))) {
                Diagnosis diagnosis = Doctor.examine(
                        of(server).withIdentity(identity(Pki.MALLORY)).withOffer(CertificateOffer.MATCHING));
                assertThat(firstError(diagnosis)).isEqualTo("certificate-withheld-issuers");
                assertThat(diagnosis.findings().get(0).evidence()).contains("CN=Stranger Root", "CN=Test Root");
            }
        }

        @Test
        void isTheCauseIfTheServerClosesTheConnectionOnlyWithIt() {
            try (LoopbackServer server = LoopbackServer.lenient(Pki.SERVER, Pki.clients(), peer -> {
                if (peer.client() != null) {
                    peer.cut();
                }
                peer.next();
                peer.send(StatusService.http(200, "text/plain", "ok"));
            })) {
                Diagnosis diagnosis = Doctor.examine(of(server).withIdentity(identity(Pki.ALICE)));
                assertThat(firstError(diagnosis)).isEqualTo("certificate-refused-unspecified");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "400,No required SSL certificate was sent,certificate-required-none-sent",
            "403,Forbidden,certificate-required-none-sent"
        })
        void isRequiredByTheApplicationButOptionalInTls(int status, String text, String code) {
            try (LoopbackServer server = LoopbackServer.lenient(
                    Pki.SERVER, Pki.clients(), answering(status, "text/html", "<html><title>" + text + "</title>"))) {
                assertThat(firstError(Doctor.examine(of(server)))).isEqualTo(code);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "400,The SSL certificate error,certificate-refused-unspecified",
            "403,Forbidden,certificate-accepted-then-403"
        })
        void isRejectedByTheApplication(int status, String text, String code) {
            try (LoopbackServer server = LoopbackServer.lenient(
                    Pki.SERVER, Pki.clients(), answering(status, "text/html", "<html><title>" + text + "</title>"))) {
                Diagnosis diagnosis = Doctor.examine(of(server).withIdentity(identity(Pki.ALICE)));
                assertThat(firstError(diagnosis)).isEqualTo(code);
                assertThat(diagnosis.findings().get(0).evidence()).contains(text);
            }
        }

        @Test
        void isLostIfAnIntermediaryTerminatesTls() {
            String page = "HTTP/1.1 403 Forbidden\r\nVia: 1.1 edge\r\nContent-Length: 0\r\n\r\n";
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(page))) {
                Diagnosis diagnosis = Doctor.examine(of(server).withIdentity(identity(Pki.ALICE)));
                assertThat(firstError(diagnosis)).isEqualTo("certificate-over-proxy");
                assertThat(diagnosis.findings().get(0).evidence()).contains("1.1 edge");
            }
        }
    }

    @Nested
    class TheHttpResponse {

        private Diagnosis posted(int status, String type, String body) {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, answering(status, type, body));
                    Callouts callouts = Pki.callouts().build()) {
                CalloutRequest request = CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                        .build();
                Diagnosis diagnosis =
                        Doctor.examine(callouts.examination(request).posting());
                assertThat(server.requests)
                        .filteredOn(each -> each.head().startsWith("POST"))
                        .hasSize(1);
                return diagnosis;
            }
        }

        private static String fault(String code, String string) {
            return StatusService.envelope("<soap:Fault><faultcode>" + code + "</faultcode><faultstring>" + string
                    + "</faultstring></soap:Fault>");
        }

        @ParameterizedTest
        @CsvSource({
            "200,text/html,<html><form><input type='password'></form></html>,html-instead-of-soap",
            "502,text/html,<html><h1>Bad Gateway</h1></html>,html-instead-of-soap",
            "404,text/html,<html><h1>Not Found</h1></html>,wrong-path",
            "405,text/plain,no,wrong-path",
            "401,text/plain,no,http-401-403",
            "403,text/plain,no,http-401-403",
            "415,text/plain,no,soap-version-mismatch",
            "302,text/plain,no,redirect"
        })
        void isClassifiedByItsStatusAndContent(int status, String type, String body, String code) {
            assertThat(firstError(posted(status, type, body))).isEqualTo(code);
        }

        @ParameterizedTest
        @CsvSource({
            "soap:VersionMismatch,wrong version,soap-version-mismatch",
            "soap:Client,The given SOAPAction x does not match an operation.,soap-action-refused",
            "soap:Client,Server did not recognize the value of HTTP Header SOAPAction: x.,soap-action-refused",
            "soap:Server,Function 'noSuchThing' doesn't exist,soap-action-refused",
            "soap:Server,No service was found.,wrong-path",
            "soap:Client,The customer is unknown.,none"
        })
        void isClassifiedByItsFault(String code, String string, String expected) {
            assertThat(firstError(posted(500, "text/xml", fault(code, string)))).isEqualTo(expected);
        }

        @Test
        void isReportedAsMissingIfTheServerClosesTheConnection() {
            try (LoopbackServer server = LoopbackServer.lenient(Pki.SERVER, Pki.clients(), peer -> {
                        peer.next();
                        peer.cut();
                    });
                    Callouts callouts = Pki.callouts().build()) {
                CalloutRequest request = CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                        .build();
                CalloutException failure = callouts.attempt(request).failure();
                assertThat(failure).isInstanceOf(CalloutResponseException.class);
                assertThat(failure.findings()).extracting(Finding::code).containsExactly("no-answer");
                assertThat(failure.findings().get(0).cause()).contains("requested a client certificate");
            }
        }

        @Test
        void toAGetSaysNothingAboutSoap() {
            for (int status : new int[] {200, 404, 405, 500}) {
                try (LoopbackServer server =
                        LoopbackServer.tls(Pki.SERVER, answering(status, "text/html", "<html><h1>x</h1></html>"))) {
                    assertThat(firstError(Doctor.examine(of(server)))).isEqualTo("none");
                }
            }
        }
    }

    /** In a certificate that ends an incomplete chain (AIA): whoever made the certificate decides where it leads. */
    @Nested
    class TheAddressOfAnIssuer {

        private final X509Certificate[] intermediate = new X509Certificate[1];
        private final LoopbackServer issuers = LoopbackServer.plain(peer -> {
            peer.next();
            try {
                peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                peer.out.write(intermediate[0].getEncoded());
                peer.out.flush();
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        });
        private final String address = "http://localhost:" + issuers.port() + "/issuer.cer?from=us";
        private final AddressedCertificate certificate = new AddressedCertificate(address);

        @BeforeEach
        void serve() {
            intermediate[0] = certificate.intermediate;
        }

        @AfterEach
        void close() {
            issuers.close();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isNotFetchedUnlessAsked(boolean rootKnown) {
            try (LoopbackServer server =
                    LoopbackServer.tls(certificate.serverKeys(), answering(200, "text/plain", "ok"))) {
                Finding found = Doctor.examine(of(server)
                                .withTrust(ServerTrust.certificates(
                                        rootKnown ? certificate.root : Pki.ROOT.certificate())))
                        .findings()
                        .get(0);
                assertThat(found.code()).isIn("server-missing-intermediate", "server-unknown-ca");
                assertThat(found.evidence()).contains(address, "callout doctor --fetch-issuers");
            }
            assertThat(issuers.connections).hasValue(0);
        }

        @Test
        void isNotFetchedUnlessAskedIfItIsInOurOwnCertificate() {
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, List.of(certificate.root), answering(200, "text/plain", "ok"))) {
                Diagnosis diagnosis = Doctor.examine(of(server).withIdentity(certificate.alone()));
                assertThat(firstError(diagnosis)).isEqualTo("certificate-unknown-ca");
                assertThat(diagnosis.findings().get(0).evidence()).contains(address, "callout doctor --fetch-issuers");
            }
            assertThat(issuers.connections).hasValue(0);
        }

        @Test
        void isFetchedForACalloutByNobody() {
            try (LoopbackServer server =
                            LoopbackServer.tls(certificate.serverKeys(), answering(200, "text/plain", "ok"));
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                assertThatThrownBy(() -> port.updateStatus("1", "x"))
                        .isInstanceOfSatisfying(
                                CalloutTlsException.class,
                                e -> assertThat(e.findings().get(0).evidence()).contains(address));
            }
            assertThat(issuers.connections).hasValue(0);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void showsWhatTheServerDoesNotSend(boolean rootKnown) {
            try (LoopbackServer server =
                    LoopbackServer.tls(certificate.serverKeys(), answering(200, "text/plain", "ok"))) {
                Diagnosis diagnosis = Doctor.examine(of(server)
                        .withTrust(ServerTrust.certificates(rootKnown ? certificate.root : Pki.ROOT.certificate()))
                        .fetchingIssuers());
                assertThat(firstError(diagnosis))
                        .isEqualTo(rootKnown ? "server-missing-intermediate" : "server-unknown-ca");
                assertThat(diagnosis.findings().get(0).evidence()).doesNotContain("--fetch-issuers");
            }
            assertThat(issuers.connections).hasValue(1);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void showsWhatOurFileDoesNotContain(boolean rootKnown) {
            X509Certificate known = rootKnown ? certificate.root : Pki.ROOT.certificate();
            try (LoopbackServer server =
                    LoopbackServer.tls(Pki.SERVER, List.of(known), answering(200, "text/plain", "ok"))) {
                Diagnosis diagnosis = Doctor.examine(
                        of(server).withIdentity(certificate.alone()).fetchingIssuers());
                assertThat(firstError(diagnosis))
                        .isEqualTo(rootKnown ? "certificate-missing-intermediate" : "certificate-unknown-ca");
                assertThat(diagnosis.findings().get(0).evidence())
                        .contains("an intermediate, issued by \"CN=Kappa G2\"")
                        .doesNotContain("--fetch-issuers");
            }
        }
    }
}

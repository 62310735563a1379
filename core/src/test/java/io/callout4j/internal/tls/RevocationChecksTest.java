package io.callout4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.http.HttpDownload;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.CrlFile;
import io.callout4j.internal.pki.ServerRefusedException;
import io.callout4j.internal.pki.TrustPath;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocation of server certificates, with CRLs and stapled OCSP responses. */
class RevocationChecksTest {

    private static final RevokingAuthority ROOT = RevokingAuthority.root();
    private static final Clock CLOCK = Clock.systemUTC();
    private static final byte[] NOTHING = new byte[0];
    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

    private final Connector connector = new Connector(HttpProxy.none());
    private final Deadline deadline = connector.timer().start(Duration.ofSeconds(60), "the test");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        deadline.close();
        connector.close();
    }

    private static TrustPath path(X509Certificate... sent) throws CertificateException {
        return TrustPath.of(sent, Set.of(ROOT.certificate));
    }

    private RevocationChecks checks(Revocation mode, X509CRL... lists) throws Exception {
        if (lists.length == 0) {
            return new RevocationChecks(
                    mode, new RevocationLists(List.of(), new HttpDownload(connector), CLOCK), CLOCK);
        }
        Path file = folder.resolve("lists.pem");
        StringBuilder pem = new StringBuilder();
        for (X509CRL list : lists) {
            pem.append("-----BEGIN X509 CRL-----\n")
                    .append(java.util.Base64.getMimeEncoder().encodeToString(list.getEncoded()))
                    .append("\n-----END X509 CRL-----\n");
        }
        Files.writeString(file, pem);
        return new RevocationChecks(
                mode, new RevocationLists(List.of(new CrlFile(file)), new HttpDownload(connector), CLOCK), CLOCK);
    }

    private Kind refused(RevocationChecks checks, TrustPath path, byte[] stapled) {
        return catchThrowableOfType(ServerRefusedException.class, () -> checks.check(path, stapled, deadline))
                .kind();
    }

    @Nested
    class AStapledResponse {

        private final X509Certificate server = ROOT.server(null);

        @Test
        void withTheStatusGoodIsSufficient() throws Exception {
            checks(Revocation.REQUIRED).check(path(server), ROOT.response(server, false, TOMORROW), deadline);
        }

        @Test
        void withTheStatusRevokedIsHonoredInBothModes() throws Exception {
            byte[] revoked = ROOT.response(server, true, TOMORROW);
            assertThat(refused(checks(Revocation.REQUIRED), path(server), revoked))
                    .isEqualTo(Kind.SERVER_REVOKED);
            assertThat(refused(checks(Revocation.SOFT), path(server), revoked)).isEqualTo(Kind.SERVER_REVOKED);
        }

        @Test
        void thatIsOutdatedProvesNothing() throws Exception {
            byte[] old = ROOT.response(server, false, YESTERDAY);
            assertThat(refused(checks(Revocation.REQUIRED), path(server), old)).isEqualTo(Kind.REVOCATION_UNKNOWN);
            checks(Revocation.SOFT).check(path(server), old, deadline);
        }

        @Test
        void thatIsAboutAnotherCertificateProvesNothing() throws Exception {
            byte[] other = ROOT.response(ROOT.server(null), false, TOMORROW);
            assertThat(refused(checks(Revocation.REQUIRED), path(server), other))
                    .isEqualTo(Kind.REVOCATION_UNKNOWN);
        }

        @Test
        void fromAnotherSignerProvesNothing() throws Exception {
            byte[] forged = RevokingAuthority.root().response(server, false, TOMORROW);
            assertThat(refused(checks(Revocation.REQUIRED), path(server), forged))
                    .isEqualTo(Kind.REVOCATION_UNKNOWN);
        }

        @Test
        void thatIsGarbageProvesNothing() throws Exception {
            assertThat(refused(checks(Revocation.REQUIRED), path(server), new byte[] {1, 2, 3}))
                    .isEqualTo(Kind.REVOCATION_UNKNOWN);
        }

        @Test
        void provesNothingAboutTheIntermediate() throws Exception {
            RevokingAuthority issuing = ROOT.intermediate(null);
            X509Certificate leaf = issuing.server(null);
            byte[] good = issuing.response(leaf, false, TOMORROW);
            TrustPath path = path(leaf, issuing.certificate);
            assertThat(refused(checks(Revocation.REQUIRED), path, good)).isEqualTo(Kind.REVOCATION_UNKNOWN);
            checks(Revocation.REQUIRED, ROOT.list()).check(path, good, deadline);
            assertThat(refused(checks(Revocation.SOFT, ROOT.list(issuing.certificate)), path, good))
                    .isEqualTo(Kind.SERVER_REVOKED);
        }
    }

    @Nested
    class ACrlFromAFile {

        private final X509Certificate server = ROOT.server(null);

        @Test
        void thatDoesNotListTheCertificateProvesThatItIsGood() throws Exception {
            checks(Revocation.REQUIRED, ROOT.list(ROOT.server(null))).check(path(server), NOTHING, deadline);
        }

        @Test
        void thatListsItRejectsIt() throws Exception {
            assertThat(refused(checks(Revocation.SOFT, ROOT.list(server)), path(server), NOTHING))
                    .isEqualTo(Kind.SERVER_REVOKED);
        }

        @Test
        void thatIsOutdatedProvesNothing() throws Exception {
            X509CRL old = ROOT.list(Instant.now().minusSeconds(60));
            assertThat(refused(checks(Revocation.REQUIRED, old), path(server), NOTHING))
                    .isEqualTo(Kind.REVOCATION_UNKNOWN);
        }

        @Test
        void isReadAgainWhenItChanges() throws Exception {
            RevocationChecks checks = checks(Revocation.SOFT, ROOT.list());
            checks.check(path(server), NOTHING, deadline);
            checks(Revocation.SOFT, ROOT.list(server));
            Files.setLastModifiedTime(
                    folder.resolve("lists.pem"), java.nio.file.attribute.FileTime.from(Instant.ofEpochSecond(1)));
            assertThat(refused(checks, path(server), NOTHING)).isEqualTo(Kind.SERVER_REVOKED);
        }

        @Test
        void thatIsInvalidIsRejectedImmediately() throws IOException {
            Path file = Files.writeString(folder.resolve("no.crl"), "no list");
            assertThatThrownBy(() -> ServerTrust.certificates(ROOT.certificate).withRevocationLists(file))
                    .hasMessageContaining("no.crl")
                    .hasMessageContaining("Use a file that contains CRLs");
        }
    }

    @Nested
    class TheResultOfACheck {

        private final X509Certificate server = ROOT.server(null);
        private final Instant soon = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);

        @Test
        void appliesUntilTheNextUpdateOfTheStapledResponse() throws Exception {
            assertThat(checks(Revocation.REQUIRED).check(path(server), ROOT.response(server, false, soon), deadline))
                    .isEqualTo(soon);
        }

        @Test
        void appliesUntilTheNextUpdateOfTheCrl() throws Exception {
            assertThat(checks(Revocation.REQUIRED, ROOT.list(soon)).check(path(server), NOTHING, deadline))
                    .isEqualTo(soon);
        }

        @Test
        void appliesUntilTheFirstOfThem() throws Exception {
            RevokingAuthority issuing = ROOT.intermediate(null);
            X509Certificate leaf = issuing.server(null);
            byte[] good = issuing.response(leaf, false, TOMORROW);
            assertThat(checks(Revocation.REQUIRED, ROOT.list(soon))
                            .check(path(leaf, issuing.certificate), good, deadline))
                    .isEqualTo(soon);
        }

        @Test
        void isNotLimitedByACrlThatWasOverdueBefore() throws Exception {
            assertThat(checks(Revocation.SOFT, ROOT.list(YESTERDAY)).check(path(server), NOTHING, deadline))
                    .isEqualTo(Instant.MAX);
        }
    }

    @Nested
    class ACrlFromTheAddressInTheCertificate {

        private final AtomicInteger asked = new AtomicInteger();
        private HttpServer http;
        private byte[] answer = NOTHING;
        private int status = 200;

        @BeforeEach
        void start() throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                asked.incrementAndGet();
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            http.start();
        }

        @AfterEach
        void stop() {
            http.stop(0);
        }

        private X509Certificate server() {
            return ROOT.server("http://127.0.0.1:" + http.getAddress().getPort() + "/list.crl");
        }

        @Test
        void isDownloadedAndCached() throws Exception {
            X509Certificate server = server();
            answer = ROOT.list().getEncoded();
            RevocationChecks checks = checks(Revocation.REQUIRED);
            checks.check(path(server), NOTHING, deadline);
            checks.check(path(server), NOTHING, deadline);
            assertThat(asked).hasValue(1);
        }

        @Test
        void thatListsItRejectsIt() throws Exception {
            X509Certificate server = server();
            answer = ROOT.list(server).getEncoded();
            assertThat(refused(checks(Revocation.SOFT), path(server), NOTHING)).isEqualTo(Kind.SERVER_REVOKED);
        }

        @Test
        void thatIsUnavailableIsAFailureOnlyIfRevocationIsRequired() throws Exception {
            X509Certificate server = server();
            status = 404;
            checks(Revocation.SOFT).check(path(server), NOTHING, deadline);
            assertThatThrownBy(() -> checks(Revocation.REQUIRED).check(path(server), NOTHING, deadline))
                    .hasMessageContaining("/list.crl")
                    .hasMessageContaining("404");
        }

        @Test
        void isNotDownloadedIfTheStapledResponseIsGood() throws Exception {
            X509Certificate server = server();
            checks(Revocation.REQUIRED).check(path(server), ROOT.response(server, false, TOMORROW), deadline);
            assertThat(asked).hasValue(0);
        }

        @Test
        void doesNotUseUpTheDeadlineIfItNeverArrives() throws Exception {
            try (java.net.ServerSocket silent = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                    Deadline brief = connector.timer().start(Duration.ofSeconds(3), "the test")) {
                X509Certificate server = ROOT.server("http://127.0.0.1:" + silent.getLocalPort() + "/list.crl");
                checks(Revocation.SOFT).check(path(server), NOTHING, brief);
                assertThat(brief.remainingNanos()).isPositive();
            }
        }
    }

    @Test
    void aCertificateThatIsItselfAnAnchorIsNotChecked() throws Exception {
        checks(Revocation.REQUIRED).check(path(ROOT.certificate), NOTHING, deadline);
    }
}

package io.callout4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.RevokingAuthority;
import io.callout4j.internal.tls.TestCertificate;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.internal.tls.TlsContexts;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutLimits;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that was accepted is checked again when that may have changed: on open connections and when sessions are resumed. */
@Timeout(60)
class TrustOverTimeTest {

    private static final RevokingAuthority ROOT = RevokingAuthority.root();

    /** A clock that the test sets forward. */
    private static final class TestClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final TestClock clock = new TestClock();
    private final Connector connector = new Connector(HttpProxy.none(), clock);
    private HttpClient http = newClient();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        http.close();
        connector.close();
    }

    private HttpClient newClient() {
        return new HttpClient(connector, CalloutLimits.standard(), Set.of());
    }

    /** From here on, the next callout opens a connection, and resumes a session if it may. */
    private void closeConnections() {
        http.close();
        http = newClient();
    }

    private TlsContexts contexts(TlsSettings settings) {
        return Connector.contexts(settings, new HttpDownload(connector), clock);
    }

    /** A server, the settings to call it with, and the callouts to it. */
    private final class Calls implements AutoCloseable {
        private final KeepAliveTlsServer server;
        private final TlsContext context;

        Calls(KeepAliveTlsServer server, TlsSettings settings, ClientIdentity identity) {
            this.server = server;
            this.context = contexts(settings).of(identity);
        }

        HandshakeRecord.Session call() throws ConnectionFailedException {
            try (Deadline deadline = connector.timer().start(Duration.ofSeconds(30), "the test")) {
                HttpOutcome outcome = http.send(HttpRequest.get(server.endpoint(), Map.of()), context, deadline);
                assertThat(outcome.status()).isEqualTo(200);
                return Objects.requireNonNull(
                        Objects.requireNonNull(outcome.handshake()).session());
            }
        }

        /** Makes sure that there is a connection to reuse and a session to resume. */
        void warmUp() throws ConnectionFailedException {
            call();
            closeConnections();
            assertThat(call().resumed()).as("the session is resumed").isTrue();
            call();
            assertThat(server.connections).as("the connection is reused").hasValue(2);
        }

        Kind refused() {
            ConnectionFailedException thrown = catchThrowableOfType(ConnectionFailedException.class, () -> call());
            return Objects.requireNonNull(thrown.handshake().failure()).kind();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private Path crl(X509CRL list) throws Exception {
        Path fresh = Files.write(folder.resolve("fresh"), list.getEncoded());
        return Files.move(fresh, folder.resolve("list.crl"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Calls revocable(TlsVersion version, RevokingAuthority.Server server, Revocation mode, X509CRL list)
            throws Exception {
        ServerTrust trust =
                ServerTrust.certificates(ROOT.certificate).withRevocation(mode).withRevocationLists(crl(list));
        return new Calls(
                new KeepAliveTlsServer(version, server.key(), server.certificate()),
                TlsSettings.of(trust),
                ClientIdentity.none());
    }

    @Nested
    class ACrlThatNowListsTheServer {

        private final RevokingAuthority.Server server = ROOT.localhost();

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsAnOpenConnection(TlsVersion version) throws Exception {
            try (Calls calls = revocable(version, server, Revocation.REQUIRED, ROOT.list())) {
                calls.warmUp();
                crl(ROOT.list(server.certificate()));

                assertThat(calls.refused()).isEqualTo(Kind.SERVER_REVOKED);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsASession(TlsVersion version) throws Exception {
            try (Calls calls = revocable(version, server, Revocation.SOFT, ROOT.list())) {
                calls.warmUp();
                crl(ROOT.list(server.certificate()));
                closeConnections();

                assertThat(calls.refused()).isEqualTo(Kind.SERVER_REVOKED);
            }
        }
    }

    @Nested
    class ACrlThatHasChangedOtherwise {

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void costsNoMoreThanAConnection(TlsVersion version) throws Exception {
            RevokingAuthority.Server server = ROOT.localhost();
            try (Calls calls = revocable(version, server, Revocation.REQUIRED, ROOT.list())) {
                calls.warmUp();
                crl(ROOT.list(ROOT.server(null)));

                assertThat(calls.call().resumed()).isTrue();
                calls.call();
                assertThat(calls.server.connections).hasValue(3);
            }
        }
    }

    @Nested
    class ACrlWhoseNextUpdateIsOverdue {

        private final Duration life = Duration.ofHours(1);

        private Calls calls(TlsVersion version) throws Exception {
            return revocable(
                    version,
                    ROOT.localhost(),
                    Revocation.REQUIRED,
                    ROOT.list(Instant.now().plus(life)));
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsAnOpenConnection(TlsVersion version) throws Exception {
            try (Calls calls = calls(version)) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);

                assertThat(calls.refused()).isEqualTo(Kind.REVOCATION_UNKNOWN);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsASession(TlsVersion version) throws Exception {
            try (Calls calls = calls(version)) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);
                closeConnections();

                assertThat(calls.refused()).isEqualTo(Kind.REVOCATION_UNKNOWN);
            }
        }
    }

    @Nested
    class TimeAlone {

        private Calls calls(TlsVersion version, TlsSettings settings) throws Exception {
            RevokingAuthority.Server server = ROOT.localhost();
            return new Calls(
                    new KeepAliveTlsServer(version, server.key(), server.certificate()),
                    settings,
                    ClientIdentity.none());
        }

        private TlsSettings settings() {
            return TlsSettings.of(ServerTrust.certificates(ROOT.certificate));
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsAConnectionThatIsTooOldEvenIfItIsNeverIdle(TlsVersion version) throws Exception {
            connector.maxAge(Duration.ofMinutes(5));
            try (Calls calls = calls(version, settings())) {
                calls.warmUp();
                clock.ahead = Duration.ofMinutes(4);
                calls.call();
                assertThat(calls.server.connections).hasValue(2);
                clock.ahead = Duration.ofMinutes(5).plusSeconds(1);

                assertThat(calls.call().resumed()).isTrue();
                assertThat(calls.server.connections).hasValue(3);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsASessionThatIsTooOldEvenIfItIsResumedAgainAndAgain(TlsVersion version) throws Exception {
            try (Calls calls = calls(version, settings().withSessionLifetime(Duration.ofMinutes(30)))) {
                calls.call();
                for (int minute = 9; minute < 30; minute += 10) {
                    clock.ahead = Duration.ofMinutes(minute);
                    closeConnections();
                    assertThat(calls.call().resumed()).isTrue();
                }
                clock.ahead = Duration.ofMinutes(31);
                closeConnections();

                assertThat(calls.call().resumed()).isFalse();
            }
        }
    }

    @Nested
    class ATrustAnchorThatHasExpired {

        private final Duration life = Duration.ofDays(10);

        private Calls calls(TlsVersion version) throws Exception {
            TestCertificate root = TestCertificate.authority("CN=Root")
                    .valid(Instant.now().minus(life), Instant.now().plus(life))
                    .selfSigned();
            TestCertificate server = TestCertificate.server("CN=a", "localhost").signedBy(root);
            return new Calls(
                    new KeepAliveTlsServer(version, server.key(), server.certificate()),
                    TlsSettings.of(ServerTrust.certificates(root.certificate())),
                    ClientIdentity.none());
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsAnOpenConnection(TlsVersion version) throws Exception {
            try (Calls calls = calls(version)) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);

                assertThat(calls.refused()).isEqualTo(Kind.ANCHOR_EXPIRED);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsASession(TlsVersion version) throws Exception {
            try (Calls calls = calls(version)) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);
                closeConnections();

                assertThat(calls.refused()).isEqualTo(Kind.ANCHOR_EXPIRED);
            }
        }
    }

    @Nested
    class ACertificateThatHasExpired {

        private final Duration life = Duration.ofDays(10);
        private final CertificateAuthority root = CertificateAuthority.root("CN=Lasting Root");

        private Calls calls(TlsVersion version, HeldCertificate server, ClientIdentity identity) throws Exception {
            return new Calls(
                    new KeepAliveTlsServer(
                            version, server.privateKey(), server.chain().toArray(X509Certificate[]::new)),
                    TlsSettings.of(ServerTrust.certificates(root.certificate())),
                    identity);
        }

        private HeldCertificate server(Duration validFor) {
            return root.issue(CertificateProfile.server("localhost").validFor(validFor));
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsAnOpenConnectionToItsServer(TlsVersion version) throws Exception {
            try (Calls calls = calls(version, server(life), ClientIdentity.none())) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);

                assertThat(calls.refused()).isEqualTo(Kind.SERVER_NOT_TRUSTED);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsASessionWithItsServer(TlsVersion version) throws Exception {
            try (Calls calls = calls(version, server(life), ClientIdentity.none())) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);
                closeConnections();

                assertThat(calls.refused()).isEqualTo(Kind.SERVER_NOT_TRUSTED);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsConnectionAndSessionIfItIsAnIntermediate(TlsVersion version) throws Exception {
            HeldCertificate server = root.intermediate(
                            CertificateProfile.client("CN=Lasting Intermediate").validFor(life))
                    .issue(CertificateProfile.server("localhost").validFor(life));
            try (Calls calls = calls(version, server, ClientIdentity.none())) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);

                assertThat(calls.refused()).isEqualTo(Kind.SERVER_NOT_TRUSTED);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void endsConnectionAndSessionIfItIsOurs(TlsVersion version) throws Exception {
            ClientIdentity identity = root.issue(
                            CertificateProfile.client("CN=Us").validFor(life))
                    .toIdentity();
            try (Calls calls = calls(version, server(life.multipliedBy(2)), identity)) {
                calls.warmUp();
                clock.ahead = life.plusSeconds(1);

                assertThat(calls.call().resumed()).isFalse();
                assertThat(calls.server.connections.get()).isGreaterThan(2);
            }
        }

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void doesNotEndConnectionsMadeLaterIfItIsOurs(TlsVersion version) throws Exception {
            ClientIdentity identity = root.issue(
                            CertificateProfile.client("CN=Us").validFor(life))
                    .toIdentity();
            try (Calls calls = calls(version, server(life.multipliedBy(2)), identity)) {
                clock.ahead = life.plusSeconds(1);
                calls.call();
                calls.call();

                assertThat(calls.server.connections).hasValue(1);
            }
        }
    }
}

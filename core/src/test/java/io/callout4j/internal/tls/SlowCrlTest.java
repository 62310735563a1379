package io.callout4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.http.KeepAliveTlsServer;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.CrlFile;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading a large CRL takes seconds; a callout ends at its deadline anyway. */
@Timeout(60)
class SlowCrlTest {

    private static final RevokingAuthority ROOT = RevokingAuthority.root();

    private final Connector connector = new Connector(HttpProxy.none());
    private final CountDownLatch readable = new CountDownLatch(1);
    private final AtomicInteger reads = new AtomicInteger();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        readable.countDown();
        connector.close();
    }

    private List<X509CRL> slowly(Path path) {
        reads.incrementAndGet();
        try {
            readable.await();
        } catch (InterruptedException e) {
            // The test has ended.
        }
        return CrlFile.read(path);
    }

    private void connect(KeepAliveTlsServer server, TlsContext context, Duration timeout) throws Exception {
        try (Deadline deadline = connector.timer().start(timeout, "the test")) {
            connector.connect(server.endpoint(), context, deadline).close();
        }
    }

    @Test
    void endsAHandshakeAtItsDeadlineAndIsReadOnce() throws Exception {
        Path file = Files.write(folder.resolve("list.crl"), ROOT.list().getEncoded());
        RevocationLists lists = new RevocationLists(
                List.of(new CrlFile(file, this::slowly)), (url, size, deadline) -> new byte[0], Clock.systemUTC());
        TlsContext context = new TlsContexts(
                        TlsSettings.of(ServerTrust.certificates(ROOT.certificate)),
                        new RevocationChecks(Revocation.REQUIRED, lists, Clock.systemUTC()),
                        Clock.systemUTC())
                .of(ClientIdentity.none());
        RevokingAuthority.Server certificate = ROOT.localhost();
        try (KeepAliveTlsServer server =
                new KeepAliveTlsServer(TlsVersion.V1_3, certificate.key(), certificate.certificate())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> connect(server, context, Duration.ofMillis(300)))
                        .isInstanceOfSatisfying(CalloutTimeoutException.class, late -> assertThat(late.phase())
                                .isEqualTo(CalloutPhase.HANDSHAKE));
            }
            readable.countDown();
            connect(server, context, Duration.ofSeconds(50));
        }

        assertThat(reads).hasValue(1);
    }
}

package io.callout4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.http.HttpDownload;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OCSP responses that OpenSSL's server staples in a real handshake. */
@Timeout(60)
class StapledResponseTest {

    private static final RevokingAuthority ROOT = RevokingAuthority.root();
    private static final RevokingAuthority.Server SERVER = ROOT.localhost();
    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private Process openssl(byte[] response) throws Exception {
        Files.writeString(
                folder.resolve("server.pem"),
                pem("CERTIFICATE", SERVER.certificate().getEncoded()));
        Files.writeString(
                folder.resolve("server.key"), pem("PRIVATE KEY", SERVER.key().getEncoded()));
        Files.write(folder.resolve("response.der"), response);
        try {
            return new ProcessBuilder(
                            "openssl",
                            "s_server",
                            "-accept",
                            "127.0.0.1:0",
                            "-cert",
                            "server.pem",
                            "-key",
                            "server.key",
                            "-status_file",
                            "response.der",
                            "-www")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assertThat(Boolean.parseBoolean(System.getenv("CALLOUT4J_REQUIRE_TOOLS")))
                    .as("openssl is not on this machine, and CALLOUT4J_REQUIRE_TOOLS is set")
                    .isFalse();
            return Assumptions.abort("openssl is not on this machine");
        }
    }

    private void connect(TlsVersion version, byte[] response) throws Exception {
        Process server = openssl(response);
        try (Connector connector = new Connector(HttpProxy.none());
                BufferedReader output = server.inputReader();
                Deadline deadline = connector.timer().start(Duration.ofSeconds(30), "the test")) {
            String line = Objects.requireNonNull(output.readLine());
            while (!line.startsWith("ACCEPT")) {
                line = Objects.requireNonNull(output.readLine(), "openssl ended before it listened");
            }
            ServerTrust trust = ServerTrust.certificates(ROOT.certificate).withRevocation(Revocation.REQUIRED);
            TlsContext context = Connector.contexts(
                            TlsSettings.of(trust).withVersions(Set.of(version)), new HttpDownload(connector))
                    .of(ClientIdentity.none());
            Endpoint endpoint = Endpoint.parse("https://localhost:" + line.substring(line.lastIndexOf(':') + 1) + "/");
            connector.connect(endpoint, context, deadline).close();
        } finally {
            server.destroyForcibly();
        }
    }

    private Kind refused(TlsVersion version, byte[] response) {
        ConnectionFailedException thrown =
                catchThrowableOfType(ConnectionFailedException.class, () -> connect(version, response));
        return Objects.requireNonNull(thrown.handshake().failure()).kind();
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void isSufficientIfTheStatusIsGood(TlsVersion version) throws Exception {
        connect(version, ROOT.response(SERVER.certificate(), false, TOMORROW));
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void isHonoredIfTheStatusIsRevoked(TlsVersion version) {
        assertThat(refused(version, ROOT.response(SERVER.certificate(), true, TOMORROW)))
                .isEqualTo(Kind.SERVER_REVOKED);
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void provesNothingIfItIsOutdated(TlsVersion version) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        assertThat(refused(version, ROOT.response(SERVER.certificate(), false, yesterday)))
                .isEqualTo(Kind.REVOCATION_UNKNOWN);
    }
}

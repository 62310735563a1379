package io.callout4j.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.trust.ServerTrust;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WireMock server on loopback that requires client certificates and reports which one each request was made with.
 *
 * <pre>{@code
 * HeldCertificate contoso = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
 * try (MutualTlsServer server = MutualTlsServer.builder().trustClients(contoso.certificate()).start();
 *         Callouts callouts = Callouts.builder().trust(server.trust()).build()) {
 *     server.wireMock().stubFor(post("/services/UserStatus").willReturn(SoapResponses.envelope("…")));
 *
 *     var port = new UserStatusPort(callouts);
 *     port.endpoint_x = server.url("/services/UserStatus");
 *     port.clientCert_x = contoso.toClientCertText("secret".toCharArray());
 *     port.clientCertPasswd_x = "secret";
 *     port.updateStatus("005x0000001", "On holiday");
 *
 *     assertThat(server.clientSubject(server.requests().get(0))).isEqualTo("CN=Contoso_SF");
 * }
 * }</pre>
 *
 * <p>The certificate is in the request header {@value ClientCertHeader#NAME}, so stubs can match on it; a client cannot forge it. Like
 * WireMock, the server reads stubs and body files from {@code src/test/resources} ({@code mappings}, {@code __files}) if these folders
 * exist. It supports only HTTP/1.1 over TLS 1.2 and 1.3, on a free port. WireMock's errors are logged through SLF4J,
 * by the logger {@code WireMock}.
 *
 * <p>Thread-safe.
 */
public final class MutualTlsServer implements AutoCloseable {

    private final WireMockServer wireMock;
    private final ServerTrust trust;

    private MutualTlsServer(WireMockServer wireMock, ServerTrust trust) {
        this.wireMock = wireMock;
        this.trust = trust;
    }

    /**
     * Returns a builder for a server.
     *
     * @return a builder; by default a certificate is required, and {@link Builder#trustClients} must be called
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The address of the server.
     *
     * @return {@code https://localhost:} and the port, without a path
     */
    public String baseUrl() {
        return wireMock.baseUrl();
    }

    /**
     * The URL of a path on the server, for {@code endpoint_x}.
     *
     * @param path the path, such as {@code /services/UserStatus}
     * @return the URL
     */
    public String url(String path) {
        return wireMock.url(path);
    }

    /**
     * The trust that a client needs for this server, for {@code Callouts.builder().trust(…)}.
     *
     * @return the last certificate of the chain given to {@link Builder#identity}, or the root of the generated certificate
     */
    public ServerTrust trust() {
        return trust;
    }

    /**
     * The WireMock server, for stubs and verification.
     *
     * @return WireMock; stop it only with {@link #close()}
     */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /**
     * The requests received since the start or the last {@link #reset()}. A client that was rejected in the handshake leaves none.
     *
     * @return an unmodifiable list, oldest first
     */
    public List<LoggedRequest> requests() {
        return List.copyOf(wireMock.findAll(anyRequestedFor(anyUrl())));
    }

    /**
     * The certificate that the client presented on the connection of a request.
     *
     * @param request a request to this server
     * @return the certificate, or null if there was none
     */
    public @Nullable X509Certificate clientCertificate(LoggedRequest request) {
        List<X509Certificate> chain = clientChain(request);
        return chain.isEmpty() ? null : chain.get(0);
    }

    /**
     * The subject of the certificate that the client presented on the connection of a request.
     *
     * @param request a request to this server
     * @return the name in RFC 2253 form, such as {@code CN=Contoso_SF}, or null if there was no certificate
     */
    public @Nullable String clientSubject(LoggedRequest request) {
        X509Certificate certificate = clientCertificate(request);
        return certificate == null
                ? null
                : certificate.getSubjectX500Principal().getName();
    }

    /**
     * All certificates that the client sent in the handshake of a request's connection: its own and the intermediates.
     *
     * @param request a request to this server
     * @return an unmodifiable list, the client's own first; empty if there were none
     */
    public List<X509Certificate> clientChain(LoggedRequest request) {
        List<X509Certificate> chain = new ArrayList<>();
        for (String name : List.of(ClientCertHeader.NAME, ClientCertHeader.CHAIN_NAME)) {
            if (request.containsHeader(name)) {
                chain.addAll(ClientCertHeader.read(request.getHeader(name)));
            }
        }
        return List.copyOf(chain);
    }

    /** Removes all stubs and requests before the next test. Connections stay open. */
    public void reset() {
        wireMock.resetAll();
    }

    /** Stops the server and closes its connections. Can be called repeatedly. */
    @Override
    public void close() {
        wireMock.stop();
    }

    /** Configures a server. Not thread-safe. */
    public static final class Builder {

        private final List<X509Certificate> clients = new ArrayList<>();
        private ClientCertificates clientAuth = ClientCertificates.REQUIRED;
        private List<String> versions = List.of("TLSv1.2", "TLSv1.3");
        private @Nullable HeldCertificate identity;

        private Builder() {}

        /**
         * Trusts clients. Can be called several times.
         *
         * @param certificates the certificates of the clients or of their CAs
         * @return this builder
         */
        public Builder trustClients(X509Certificate... certificates) {
            clients.addAll(List.of(certificates));
            return this;
        }

        /**
         * Sets whether client certificates are requested.
         *
         * @param mode the default is {@link ClientCertificates#REQUIRED}
         * @return this builder
         */
        public Builder clientCertificates(ClientCertificates mode) {
            clientAuth = mode;
            return this;
        }

        /**
         * Sets the server's certificate.
         *
         * @param server its certificate, which should be for {@code localhost}, and its key; by default one is generated at startup, issued
         *     by a generated root
         * @return this builder
         */
        public Builder identity(HeldCertificate server) {
            identity = server;
            return this;
        }

        /**
         * Sets the TLS versions. TLS 1.2 and 1.3 servers reject a client certificate at different times, so it is worth testing both.
         *
         * @param names {@code TLSv1.2}, {@code TLSv1.3} (the default is both)
         * @return this builder
         */
        public Builder tlsVersions(String... names) {
            versions = List.of(names);
            return this;
        }

        /**
         * Starts the server on a free port of 127.0.0.1.
         *
         * @return the server, to be closed by the caller
         * @throws IllegalStateException if certificates are requested but no client is trusted
         */
        public MutualTlsServer start() {
            if (clientAuth != ClientCertificates.NONE && clients.isEmpty()) {
                throw new IllegalStateException(
                        "The server requests client certificates but trusts none. Add the clients or their CAs with"
                                + " trustClients(…), or request no certificates with"
                                + " clientCertificates(ClientCertificates.NONE).");
            }
            if (identity != null) {
                List<X509Certificate> chain = identity.chain();
                return start(identity, chain.get(chain.size() - 1));
            }
            // Elliptic curves, because their keys are fast to generate.
            CertificateAuthority root = CertificateAuthority.root(
                    CertificateProfile.client("CN=callout4j testkit root").withKey(KeyKind.EC_P256));
            CertificateProfile profile =
                    CertificateProfile.server("localhost", "127.0.0.1").withKey(KeyKind.EC_P256);
            return start(root.issue(profile), root.certificate());
        }

        private MutualTlsServer start(HeldCertificate server, X509Certificate anchor) {
            ServerHandshake handshake = new ServerHandshake(server, List.copyOf(clients), clientAuth, versions);
            WireMockServer wireMock = new WireMockServer(WireMockConfiguration.options()
                    .bindAddress("127.0.0.1")
                    .httpDisabled(true)
                    .dynamicHttpsPort()
                    // Jetty warns if there are more acceptors than processors.
                    .jettyAcceptors(1)
                    .notifier(new WireMockErrors())
                    // WireMock would otherwise set the JVM's XML factories with system properties.
                    .disableOptimizeXmlFactoriesLoading(true)
                    .httpServerFactory(
                            (options, admin, stubs) -> new MutualTlsHttpServer(options, admin, stubs, handshake)));
            wireMock.start();
            return new MutualTlsServer(wireMock, ServerTrust.certificates(anchor));
        }
    }
}

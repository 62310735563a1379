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
 * A WireMock server on loopback that demands client certificates and tells which one came with each request.
 *
 * <pre>{@code
 * HeldCertificate contoso = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
 * try (MutualTlsServer server = MutualTlsServer.builder().trustClients(contoso.certificate()).start();
 *         Callouts callouts = Callouts.builder().trust(server.trust()).build()) {
 *     server.wireMock().stubFor(post("/services/UserStatus").willReturn(SoapAnswers.envelope("…")));
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
 * <p>The certificate stands in the request header {@value ClientCertHeader#NAME}, so stubs can match on it; a client cannot
 * forge it. As WireMock does, the server takes stubs and body files from {@code src/test/resources} ({@code mappings},
 * {@code __files}) where these folders exist. It speaks HTTP/1.1 over TLS 1.2 and 1.3 and nothing else, on a free port. It logs
 * nothing by itself; Jetty and WireMock log through SLF4J.
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
     * Describes a server.
     *
     * @return a builder; without more it demands a certificate, and {@link Builder#trustClients} has to say which
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where the server is.
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
     * What a client has to trust to accept this server, for {@code Callouts.builder().trust(…)}.
     *
     * @return the last certificate of the server's own chain, or the root it was issued by where the server made its own
     */
    public ServerTrust trust() {
        return trust;
    }

    /**
     * The server to put stubs on and to verify with.
     *
     * @return WireMock; stopping it is left to {@link #close()}
     */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /**
     * The requests that arrived since the start or the last {@link #reset()}. A client that was refused in the handshake leaves
     * none.
     *
     * @return an unmodifiable list, oldest first
     */
    public List<LoggedRequest> requests() {
        return List.copyOf(wireMock.findAll(anyRequestedFor(anyUrl())));
    }

    /**
     * The certificate that the client showed on the connection of a request.
     *
     * @param request a request to this server
     * @return the certificate, or null if none was shown
     */
    public @Nullable X509Certificate clientCertificate(LoggedRequest request) {
        List<X509Certificate> chain = clientChain(request);
        return chain.isEmpty() ? null : chain.get(0);
    }

    /**
     * The subject of the certificate that the client showed on the connection of a request.
     *
     * @param request a request to this server
     * @return the name by RFC 2253, such as {@code CN=Contoso_SF}, or null if no certificate was shown
     */
    public @Nullable String clientSubject(LoggedRequest request) {
        X509Certificate certificate = clientCertificate(request);
        return certificate == null
                ? null
                : certificate.getSubjectX500Principal().getName();
    }

    /**
     * All that the client sent in the handshake of a request's connection: its certificate and the intermediates after it.
     *
     * @param request a request to this server
     * @return an unmodifiable list, the client's own first, empty if none was shown
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

    /** Forgets all stubs and requests, so that the next test starts afresh. Connections stay open. */
    public void reset() {
        wireMock.resetAll();
    }

    /** Stops the server and ends its connections. Can be called twice. */
    @Override
    public void close() {
        wireMock.stop();
    }

    /** Collects what a server is made of. Not thread-safe. */
    public static final class Builder {

        private final List<X509Certificate> clients = new ArrayList<>();
        private ClientCertificates asked = ClientCertificates.DEMANDED;
        private List<String> versions = List.of("TLSv1.2", "TLSv1.3");
        private @Nullable HeldCertificate identity;

        private Builder() {}

        /**
         * Lets clients in. Can be called again for more.
         *
         * @param certificates the clients' own certificates, or those of CAs that issue them
         * @return this builder
         */
        public Builder trustClients(X509Certificate... certificates) {
            clients.addAll(List.of(certificates));
            return this;
        }

        /**
         * Sets what is asked of clients.
         *
         * @param ask the default is {@link ClientCertificates#DEMANDED}
         * @return this builder
         */
        public Builder clientCertificates(ClientCertificates ask) {
            asked = ask;
            return this;
        }

        /**
         * Sets who the server is.
         *
         * @param server its certificate, which should name {@code localhost}, and its key; the default is one made at start by a root
         *     of its own
         * @return this builder
         */
        public Builder identity(HeldCertificate server) {
            identity = server;
            return this;
        }

        /**
         * Sets the TLS versions. TLS 1.2 and 1.3 refuse a client certificate at different moments, so it is worth testing both.
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
         * @throws IllegalStateException if certificates are asked for and no client is trusted: nobody could get in
         */
        public MutualTlsServer start() {
            if (asked != ClientCertificates.IGNORED && clients.isEmpty()) {
                throw new IllegalStateException(
                        "The server asks for client certificates and trusts none. Name the clients"
                                + " or their authorities with trustClients(…), or ask for none with"
                                + " clientCertificates(ClientCertificates.IGNORED).");
            }
            if (identity != null) {
                List<X509Certificate> chain = identity.chain();
                return start(identity, chain.get(chain.size() - 1));
            }
            // Elliptic curves, because their keys take no time to make.
            CertificateAuthority root = CertificateAuthority.root(
                    CertificateProfile.client("CN=callout4j testkit root").withKey(KeyKind.EC_P256));
            CertificateProfile profile =
                    CertificateProfile.server("localhost", "127.0.0.1").withKey(KeyKind.EC_P256);
            return start(root.issue(profile), root.certificate());
        }

        private MutualTlsServer start(HeldCertificate server, X509Certificate anchor) {
            ServerHandshake handshake = new ServerHandshake(server, List.copyOf(clients), asked, versions);
            WireMockServer wireMock = new WireMockServer(WireMockConfiguration.options()
                    .bindAddress("127.0.0.1")
                    .httpDisabled(true)
                    .dynamicHttpsPort()
                    // Jetty warns where there are more acceptors than processors.
                    .jettyAcceptors(1)
                    // It would set the JVM's XML factories by system properties.
                    .disableOptimizeXmlFactoriesLoading(true)
                    .httpServerFactory(
                            (options, admin, stubs) -> new MutualTlsHttpServer(options, admin, stubs, handshake)));
            wireMock.start();
            return new MutualTlsServer(wireMock, ServerTrust.certificates(anchor));
        }
    }
}

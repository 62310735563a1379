package io.callout4j.samples;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import io.callout4j.trust.ServerTrust;
import java.security.cert.X509Certificate;
import java.util.List;

/** The service of the scenes: WireMock in this process, which accepts only clients with a trusted certificate. */
final class UserStatusServer implements AutoCloseable {

    private static final String PATH = "/services/UserStatus";

    private final MutualTlsServer server;

    private UserStatusServer(MutualTlsServer server) {
        this.server = server;
    }

    static UserStatusServer start(X509Certificate... clients) {
        MutualTlsServer server = MutualTlsServer.builder().trustClients(clients).start();
        server.wireMock()
                .stubFor(post(PATH)
                        .withHeader("SOAPAction", equalTo("\"" + UserStatusClient.SOAP_ACTION + "\""))
                        .willReturn(SoapResponses.envelope("<updateStatusResponse xmlns=\"" + UserStatusClient.NAMESPACE
                                + "\"><result>OK</result></updateStatusResponse>")));
        return new UserStatusServer(server);
    }

    String endpoint() {
        return server.url(PATH);
    }

    ServerTrust trust() {
        return server.trust();
    }

    /** For each request, the subjects of the certificates that the client presented: its own, then the intermediates. */
    List<List<String>> seen() {
        return server.requests().stream().map(this::subjects).toList();
    }

    private List<String> subjects(LoggedRequest request) {
        return server.clientChain(request).stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    void resetRequests() {
        server.wireMock().resetRequests();
    }

    @Override
    public void close() {
        server.close();
    }
}

package io.callout4j.samples;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapAnswers;
import io.callout4j.trust.ServerTrust;
import java.security.cert.X509Certificate;
import java.util.List;

/** The service of the scenes: WireMock in this process, which lets in only clients whose certificate it knows. */
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
                        .willReturn(SoapAnswers.envelope("<updateStatusResponse xmlns=\"" + UserStatusClient.NAMESPACE
                                + "\"><result>OK</result></updateStatusResponse>")));
        return new UserStatusServer(server);
    }

    String endpoint() {
        return server.url(PATH);
    }

    ServerTrust trust() {
        return server.trust();
    }

    /** The subjects of what each client showed that got as far as a request: its certificate, then its intermediates. */
    List<List<String>> seen() {
        return server.requests().stream().map(this::subjects).toList();
    }

    private List<String> subjects(LoggedRequest request) {
        return server.clientChain(request).stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    void forgetRequests() {
        server.wireMock().resetRequests();
    }

    @Override
    public void close() {
        server.close();
    }
}

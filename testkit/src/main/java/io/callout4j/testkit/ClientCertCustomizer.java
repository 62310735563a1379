package io.callout4j.testkit;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Adds the client certificate of the connection to each request, replacing whatever the client sent in these headers, so that clients
 * cannot forge them (RFC 9440 section 2.4).
 */
final class ClientCertCustomizer implements HttpConfiguration.Customizer {

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        HttpFields.Mutable headers = HttpFields.build(request.getHeaders());
        headers.remove(ClientCertHeader.NAME);
        headers.remove(ClientCertHeader.CHAIN_NAME);
        X509Certificate[] chain =
                shownOn(request.getConnectionMetaData().getConnection().getEndPoint());
        if (chain.length > 0) {
            headers.add(ClientCertHeader.NAME, ClientCertHeader.of(chain[0]));
        }
        if (chain.length > 1) {
            headers.add(
                    ClientCertHeader.CHAIN_NAME, ClientCertHeader.listOf(Arrays.copyOfRange(chain, 1, chain.length)));
        }
        HttpFields seen = headers.asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return seen;
            }
        };
    }

    private static X509Certificate[] shownOn(EndPoint endPoint) {
        EndPoint.SslSessionData session = endPoint.getSslSessionData();
        X509Certificate[] chain = session == null ? null : session.peerCertificates();
        return chain == null ? new X509Certificate[0] : chain;
    }
}

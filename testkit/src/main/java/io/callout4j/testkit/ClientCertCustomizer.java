package io.callout4j.testkit;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLPeerUnverifiedException;
import wiremock.org.eclipse.jetty.http.HttpFields;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.io.ssl.SslConnection;
import wiremock.org.eclipse.jetty.server.Connector;
import wiremock.org.eclipse.jetty.server.HttpConfiguration;
import wiremock.org.eclipse.jetty.server.Request;

/**
 * Adds the client certificate of the connection to each request, replacing whatever the client sent in these headers, so that clients
 * cannot forge them (RFC 9440 section 2.4).
 */
final class ClientCertCustomizer implements HttpConfiguration.Customizer {

    @Override
    public void customize(Connector connector, HttpConfiguration configuration, Request request) {
        HttpFields.Mutable headers = HttpFields.build(request.getHttpFields());
        headers.remove(ClientCertHeader.NAME);
        headers.remove(ClientCertHeader.CHAIN_NAME);
        X509Certificate[] chain = shownOn(request.getHttpChannel().getEndPoint());
        if (chain.length > 0) {
            headers.add(ClientCertHeader.NAME, ClientCertHeader.of(chain[0]));
        }
        if (chain.length > 1) {
            headers.add(
                    ClientCertHeader.CHAIN_NAME, ClientCertHeader.listOf(Arrays.copyOfRange(chain, 1, chain.length)));
        }
        request.setHttpFields(headers.asImmutable());
    }

    private static X509Certificate[] shownOn(EndPoint endPoint) {
        if (!(endPoint instanceof SslConnection.DecryptedEndPoint tls)) {
            return new X509Certificate[0];
        }
        try {
            Certificate[] chain =
                    tls.getSslConnection().getSSLEngine().getSession().getPeerCertificates();
            return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
        } catch (SSLPeerUnverifiedException e) {
            // The client presented none.
            return new X509Certificate[0];
        }
    }
}

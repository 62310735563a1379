package io.callout4j.testkit;

import com.github.tomakehurst.wiremock.common.HttpsSettings;
import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import com.github.tomakehurst.wiremock.jetty11.Jetty11Utils;
import java.util.List;
import wiremock.org.eclipse.jetty.http.HttpVersion;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.HttpConfiguration;
import wiremock.org.eclipse.jetty.server.HttpConnectionFactory;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.server.SslConnectionFactory;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.FilterMapping;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;

/** WireMock's Jetty with its own TLS connector: HTTP/1.1, certificates from memory, and the client certificate in each request. */
final class MutualTlsHttpServer extends Jetty11HttpServer {

    MutualTlsHttpServer(
            Options options, AdminRequestHandler admin, StubRequestHandler stubs, ServerHandshake handshake) {
        super(options, admin, stubs);
        HttpConfiguration http = Jetty11Utils.createHttpConfig(options.jettySettings());
        http.addCustomizer(new ClientCertCustomizer());
        SslConnectionFactory tls = new SslConnectionFactory(handshake.toJetty(), HttpVersion.HTTP_1_1.asString());
        httpsConnector.setConnectionFactories(List.of(tls, new HttpConnectionFactory(http)));
        httpsConnector.setDefaultProtocol(tls.getProtocol());
    }

    /** A connector without protocols for now: WireMock's constructor needs it before this class has its handshake. */
    @Override
    protected ServerConnector createHttpsConnector(
            String bindAddress, HttpsSettings https, JettySettings jetty, NetworkTrafficListener listener) {
        return Jetty11Utils.createServerConnector(jettyServer, bindAddress, jetty, https.port(), listener);
    }

    /** Omits WireMock's CORS filter, which Jetty has deprecated and warns about at each start; no browser uses this server. */
    @Override
    protected void decorateAdminServiceContextAfterConfig(ServletContextHandler admin) {
        admin.getServletHandler().setFilters(new FilterHolder[0]);
        admin.getServletHandler().setFilterMappings(new FilterMapping[0]);
    }
}

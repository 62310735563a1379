package io.callout4j.cxf;

import io.callout4j.spi.TransportExchange;
import io.callout4j.tls.Connection;
import io.callout4j.tls.Endpoint;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP request: what the callout sets, overridden by what the caller has set, framed by what HTTP needs. */
final class Requests {

    private static final String AGENT = "callout4j" + version();

    private Requests() {}

    /** A GET as a careful person would send it; the connection ends after it. */
    static BasicClassicHttpRequest look(Endpoint endpoint, Connection connection) {
        BasicClassicHttpRequest request = head("GET", endpoint, connection);
        request.addHeader("Accept", "text/xml, application/soap+xml, text/html, */*");
        request.addHeader("User-Agent", AGENT);
        request.addHeader("Connection", "close");
        authorize(request, connection);
        return request;
    }

    private static BasicClassicHttpRequest head(String method, Endpoint endpoint, Connection connection) {
        // With a host of its own, even none: HttpCore would take "//x" at the beginning of a path for one.
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(
                method,
                (HttpHost) null,
                connection.forwarded() ? "http://" + endpoint.authority() + endpoint.target() : endpoint.target());
        request.setVersion(HttpVersion.HTTP_1_1);
        request.addHeader("Host", endpoint.authority());
        return request;
    }

    private static void authorize(BasicClassicHttpRequest request, Connection connection) {
        String authorization = connection.proxyAuthorization();
        if (authorization != null) {
            request.setHeader("Proxy-Authorization", authorization);
        }
    }

    static BasicClassicHttpRequest of(TransportExchange exchange, EncodedRequest encoded, Connection connection) {
        BasicClassicHttpRequest request = head("POST", exchange.endpoint(), connection);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "text/xml, application/soap+xml, multipart/related");
        headers.put("User-Agent", AGENT);
        headers.putAll(encoded.headers());
        // A map that ignores case keeps the first spelling of a key; the caller's own is to be sent.
        headers.keySet().removeAll(exchange.request().headers().keySet());
        headers.putAll(exchange.request().headers());
        headers.forEach(request::addHeader);
        authorize(request, connection);
        request.addHeader("Content-Length", Integer.toString(encoded.length()));
        return request;
    }

    private static String version() {
        @Nullable String version = Requests.class.getPackage().getImplementationVersion();
        return version == null ? "" : "/" + version;
    }
}

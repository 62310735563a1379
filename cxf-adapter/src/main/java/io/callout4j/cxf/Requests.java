package io.callout4j.cxf;

import io.callout4j.spi.TransportExchange;
import io.callout4j.tls.Connection;
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

    static BasicClassicHttpRequest of(TransportExchange exchange, EncodedRequest encoded, Connection connection) {
        String target = exchange.endpoint().target();
        // With a host of its own, even none: HttpCore would take "//x" at the beginning of a path for one.
        BasicClassicHttpRequest request = new BasicClassicHttpRequest(
                "POST",
                (HttpHost) null,
                connection.forwarded() ? "http://" + exchange.endpoint().authority() + target : target);
        request.setVersion(HttpVersion.HTTP_1_1);
        request.addHeader("Host", exchange.endpoint().authority());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "text/xml, application/soap+xml, multipart/related");
        headers.put("User-Agent", AGENT);
        headers.putAll(encoded.headers());
        // A map that ignores case keeps the first spelling of a key; the caller's own is to be sent.
        headers.keySet().removeAll(exchange.request().headers().keySet());
        headers.putAll(exchange.request().headers());
        headers.forEach(request::addHeader);
        String authorization = connection.proxyAuthorization();
        if (authorization != null) {
            request.setHeader("Proxy-Authorization", authorization);
        }
        request.addHeader("Content-Length", Integer.toString(encoded.length()));
        return request;
    }

    private static String version() {
        @Nullable String version = Requests.class.getPackage().getImplementationVersion();
        return version == null ? "" : "/" + version;
    }
}

package io.callout4j.internal.http;

import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.Connection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** Builds the head of an HTTP request for HttpCore: the caller's headers, plus those that HTTP requires. */
final class HttpRequests {

    private static final String AGENT = "callout4j" + version();

    private HttpRequests() {}

    static BasicClassicHttpRequest of(HttpRequest request, Connection connection) {
        Endpoint endpoint = request.endpoint();
        // The host is set explicitly, even to null: HttpCore would mistake "//x" at the beginning of a path for one.
        BasicClassicHttpRequest head = new BasicClassicHttpRequest(
                request.method(),
                (HttpHost) null,
                connection.forwarded() ? "http://" + endpoint.authority() + endpoint.target() : endpoint.target());
        head.setVersion(HttpVersion.HTTP_1_1);
        head.addHeader("Host", endpoint.authority());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.putIfAbsent("User-Agent", AGENT);
        headers.forEach(head::addHeader);
        String authorization = connection.proxyAuthorization();
        if (authorization != null) {
            head.setHeader("Proxy-Authorization", authorization);
        }
        if (request.body() != null) {
            head.addHeader("Content-Length", Integer.toString(request.body().length()));
        }
        return head;
    }

    private static String version() {
        @Nullable String version = HttpRequests.class.getPackage().getImplementationVersion();
        return version == null ? "" : "/" + version;
    }
}

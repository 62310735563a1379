package io.callout4j.internal.http;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.Download;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Fetches a revocation list or a certificate over plain HTTP, through the runtime's proxy and within the callout's deadline, on a connection of its
 * own. What it fetches is signed, so that nobody on the way can change it. Thread-safe.
 */
public final class HttpDownload implements Download {

    /** What does not come must leave time for the callout. */
    private static final int SHARE = 3;

    private static final int LARGEST_CERTIFICATES = 100_000;
    private static final int HEADER_BYTES = 32 * 1024;

    private final Connector connector;

    /** Downloads over a connector's connections. */
    public HttpDownload(Connector connector) {
        this.connector = connector;
    }

    @Override
    public byte[] from(String url, int largest, Deadline whole) throws IOException {
        Duration share = Duration.ofNanos(Math.max(1, whole.remainingNanos() / SHARE));
        Endpoint endpoint = Endpoint.parse(url);
        CalloutLimits limits =
                CalloutLimits.standard().withResponseBytes(largest).withHeaderBytes(HEADER_BYTES);
        try (Deadline deadline = connector.timer().start(share, endpoint.toString())) {
            HttpConnection connection =
                    new HttpConnection(connector.connect(endpoint, null, deadline), limits, dropped -> {});
            try {
                HttpResponse response = connection.send(
                        HttpRequest.get(endpoint, Map.of("Accept", "*/*", "Connection", "close")), deadline);
                deadline.release();
                return body(response);
            } finally {
                connection.drop();
            }
        } catch (ConnectionFailedException e) {
            throw e;
        } catch (CalloutException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Fetches certificates, such as that of an issuer from the address in a certificate. They are unverified.
     *
     * @param url where they are, over plain HTTP
     * @param deadline when to give up; a third of what is left is taken at most
     * @return the certificates, of DER, PEM or PKCS#7; empty if none could be fetched
     */
    public List<X509Certificate> certificates(String url, Deadline deadline) {
        try {
            byte[] content = from(url, LARGEST_CERTIFICATES, deadline);
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException e) {
            return List.of();
        }
    }

    private static byte[] body(HttpResponse response) throws IOException {
        if (response.status() != 200) {
            throw new IOException("the response is \"HTTP " + response.status() + " " + response.reason() + "\"");
        }
        return Arrays.copyOf(response.body(), response.length());
    }
}

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
 * Downloads a revocation list or a certificate over plain HTTP, through the runtime's proxy and within the callout's deadline, on a
 * separate connection. Plain HTTP is safe because the downloads are signed. Thread-safe.
 */
public final class HttpDownload implements Download {

    /** A download may take this fraction of the remaining time, so that a slow one leaves time for the callout. */
    private static final int DEADLINE_FRACTION = 3;

    private static final int MAX_CERTIFICATE_BYTES = 100_000;
    private static final int HEADER_BYTES = 32 * 1024;

    private final Connector connector;

    /** Creates one that uses a connector's connections. */
    public HttpDownload(Connector connector) {
        this.connector = connector;
    }

    @Override
    public byte[] from(String url, int largest, Deadline whole) throws IOException {
        Duration share = Duration.ofNanos(Math.max(1, whole.remainingNanos() / DEADLINE_FRACTION));
        Endpoint endpoint = Endpoint.parse(url);
        CalloutLimits limits =
                CalloutLimits.standard().withResponseBytes(largest).withHeaderBytes(HEADER_BYTES);
        try (Deadline deadline = connector.timer().start(share, endpoint.toString())) {
            HttpConnection connection =
                    new HttpConnection(connector.connect(endpoint, null, deadline), limits, ConnectionHome.NONE);
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
     * Downloads certificates, such as an issuer's from the address in a certificate. They are not verified.
     *
     * @param url the plain HTTP address
     * @param deadline when to give up; the download may take at most a third of the remaining time
     * @return the certificates, from DER, PEM or PKCS#7; empty if none could be downloaded
     */
    public List<X509Certificate> certificates(String url, Deadline deadline) {
        try {
            byte[] content = from(url, MAX_CERTIFICATE_BYTES, deadline);
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

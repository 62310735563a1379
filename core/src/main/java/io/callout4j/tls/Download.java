package io.callout4j.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Fetches a revocation list or a certificate over the connector, and so through its proxy and within the callout's deadline. HTTP/1.0 on
 * purpose: an answer then ends with the connection, and what it holds is signed and tells its length.
 */
final class Download {

    /** What does not come must leave time for the callout. */
    private static final int SHARE = 3;

    private final Connector connector;

    Download(Connector connector) {
        this.connector = connector;
    }

    /** What is at an address, within a share of the time that is left. */
    byte[] from(String url, int largest, Deadline whole) throws IOException {
        Duration share = Duration.ofNanos(Math.max(1, whole.remainingNanos() / SHARE));
        Endpoint endpoint = Endpoint.parse(url);
        try (Deadline deadline = connector.timer().start(share, endpoint.toString());
                Connection connection = connector.connect(endpoint, null, deadline)) {
            OutputStream out = connection.output();
            out.write(request(endpoint, connection).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] content = body(connection, largest);
            deadline.release();
            return content;
        }
    }

    private static String request(Endpoint endpoint, Connection connection) {
        String authorization = connection.proxyAuthorization();
        return "GET " + (connection.forwarded() ? "http://" + endpoint.authority() : "") + endpoint.target()
                + " HTTP/1.0\r\nHost: " + endpoint.authority() + "\r\nConnection: close\r\n"
                + (authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n") + "\r\n";
    }

    private static byte[] body(Connection connection, int largest) throws IOException {
        HttpHead head = HttpHead.read(connection.input());
        if (head.status() != 200) {
            throw new IOException("the answer is \"" + head.line() + "\"");
        }
        if (head.header("Transfer-Encoding") != null || head.header("Content-Encoding") != null) {
            throw new IOException("the answer is encoded, which nobody asked for");
        }
        String announced = head.header("Content-Length");
        int length = announced != null && announced.matches("\\d{1,8}")
                ? Math.min(Integer.parseInt(announced), largest + 1)
                : largest + 1;
        byte[] content = connection.input().readNBytes(length);
        if (content.length > largest) {
            throw new IOException("the answer is larger than " + largest + " bytes");
        }
        return content;
    }
}

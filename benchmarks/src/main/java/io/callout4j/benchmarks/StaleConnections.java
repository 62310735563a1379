package io.callout4j.benchmarks;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.trust.HttpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.xml.namespace.QName;

/**
 * How many calls are lost if a server closes its connections right after a response, without announcing it: callouts compared with the JDK's
 * client. Neither sends a request twice. Run it with the class path of this module.
 */
public final class StaleConnections {

    private static final int CALLS = 600;
    private static final int[] RESPONSES_PER_CONNECTION = {1, 3, 10};
    private static final long[] THINK_TIMES_MICROS = {0, 200, 2_000};
    private static final String BODY = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<soap:Body><ok xmlns=\"urn:s\"/></soap:Body></soap:Envelope>";

    private StaleConnections() {}

    /** One call; returns false if its response was lost. */
    private interface Caller {
        boolean call() throws IOException, InterruptedException;
    }

    /** A server that closes each connection after a number of responses. */
    private static final class ClosingServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        private final int responses;
        private final boolean reset;
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger connections = new AtomicInteger();

        ClosingServer(int responses, boolean reset) throws IOException {
            this.responses = responses;
            this.reset = reset;
            start(this::accept);
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "closing-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = listener.accept();
                    connections.incrementAndGet();
                    start(() -> serve(client));
                }
            } catch (IOException e) {
                // The measurement has ended.
            }
        }

        private void serve(Socket client) {
            try (client) {
                client.setTcpNoDelay(true);
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int i = 0; i < responses && request(in); i++) {
                    requests.incrementAndGet();
                    out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + BODY.length()
                                    + "\r\n\r\n" + BODY)
                            .getBytes(StandardCharsets.US_ASCII));
                }
                if (reset) {
                    client.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // The client has closed the connection.
            }
        }

        /** Reads one request; false at the end. */
        private static boolean request(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int value = in.read();
                if (value < 0) {
                    return false;
                }
                head.append((char) value);
            }
            String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
            int at = lower.indexOf("content-length:") + "content-length:".length();
            in.readNBytes(Integer.parseInt(
                    lower.substring(at, lower.indexOf('\r', at)).strip()));
            return true;
        }

        String url() {
            return "http://localhost:" + listener.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    /**
     * Prints a table: the lost calls of each client, and how many connections it made.
     *
     * @param arguments none
     * @throws IOException if the server cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("close after | by  | think time | callout4j lost (connections) | java.net.http lost (connections)");
        for (int responses : RESPONSES_PER_CONNECTION) {
            for (boolean reset : new boolean[] {false, true}) {
                for (long micros : THINK_TIMES_MICROS) {
                    out.printf(
                            "%11d | %s | %7d us | %20s         | %s%n",
                            responses,
                            reset ? "RST" : "FIN",
                            micros,
                            callouts(responses, reset, micros),
                            jdk(responses, reset, micros));
                }
            }
        }
    }

    private static String callouts(int responses, boolean reset, long micros) throws IOException, InterruptedException {
        try (ClosingServer server = new ClosingServer(responses, reset);
                Callouts callouts = Callouts.builder().proxy(HttpProxy.none()).build()) {
            CalloutRequest request = CalloutRequest.builder(
                            server.url(),
                            Operation.of("go", new QName("urn:s", "ask"), new QName("urn:s", "ok")),
                            "<ask xmlns='urn:s'/>")
                    .build();
            return lost(server, micros, () -> {
                try {
                    callouts.send(request);
                    return true;
                } catch (CalloutResponseException e) {
                    return false;
                }
            });
        }
    }

    private static String jdk(int responses, boolean reset, long micros) throws IOException, InterruptedException {
        try (ClosingServer server = new ClosingServer(responses, reset)) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url()))
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            return lost(server, micros, () -> {
                try {
                    return client.send(request, HttpResponse.BodyHandlers.ofString())
                                    .statusCode()
                            == 200;
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    private static String lost(ClosingServer server, long micros, Caller caller)
            throws IOException, InterruptedException {
        for (int i = 0; i < CALLS; i++) {
            caller.call();
        }
        server.connections.set(0);
        server.requests.set(0);
        int lost = 0;
        for (int i = 0; i < CALLS; i++) {
            lost += caller.call() ? 0 : 1;
            if (micros > 0) {
                LockSupport.parkNanos(micros * 1_000);
            }
        }
        if (server.requests.get() > CALLS) {
            throw new UncheckedIOException(new IOException("A request was sent twice."));
        }
        return lost + " (" + server.connections + ")";
    }
}

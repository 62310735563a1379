package io.callout4j.internal.http;

import io.callout4j.internal.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A server for plain HTTP that sends given bytes, whatever they are, in response to each request without a body. */
final class RawServer implements AutoCloseable {

    /** What happens on one connection. */
    interface Conversation {
        void with(RawServer server, Socket client) throws IOException;
    }

    private final ServerSocket listener;
    private final List<Socket> accepted = new ArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();

    RawServer(Conversation conversation) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> accept(conversation));
    }

    /** Responds to each request, and leaves the connection open. */
    static RawServer keepingAlive(String response) throws IOException {
        byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
        return new RawServer((server, client) -> {
            while (server.awaitRequest(client)) {
                client.getOutputStream().write(bytes);
            }
        });
    }

    /** Responds to some requests on each connection, and closes it. */
    static RawServer closingAfter(int responses, byte[] response) throws IOException {
        return new RawServer((server, client) -> {
            client.setTcpNoDelay(true);
            for (int i = 0; i < responses && server.awaitRequest(client); i++) {
                client.getOutputStream().write(response);
            }
        });
    }

    /** Responds to the first request of each connection with what is supplied then, and closes it. */
    static RawServer closingAfter(Supplier<byte[]> response) throws IOException {
        return new RawServer((server, client) -> {
            if (server.awaitRequest(client)) {
                client.getOutputStream().write(response.get());
            }
        });
    }

    Endpoint endpoint() {
        return Endpoint.parse("http://localhost:" + listener.getLocalPort() + "/");
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Conversation conversation) {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                synchronized (accepted) {
                    accepted.add(socket);
                }
                start(() -> {
                    try (socket) {
                        conversation.with(this, socket);
                    } catch (IOException e) {
                        // The client has closed the connection.
                    }
                });
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** Reads to the empty line after the headers; false if the client has closed the connection. */
    private boolean awaitRequest(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        int newlines = 0;
        for (int value = in.read(); value >= 0; value = in.read()) {
            newlines = value == '\n' ? newlines + 1 : value == '\r' ? newlines : 0;
            if (newlines == 2) {
                requests.incrementAndGet();
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (accepted) {
            for (Socket each : accepted) {
                each.close();
            }
        }
    }
}

package io.callout4j.benchmarks.speed;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;

/**
 * The server of a run, in a separate JVM: mutual TLS 1.3 on blocking sockets, and the minimum of HTTP that the clients need. The path
 * contains the size of the response and, after {@code ?wait=}, its delay in milliseconds; {@code /connections} returns the number of
 * connections so far.
 */
public final class OrderServer {

    static final String WAIT = "?wait=";

    private static final Map<String, byte[]> RESPONSES = new ConcurrentHashMap<>();
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private OrderServer() {}

    /**
     * Prints its port, then serves requests until the process is stopped.
     *
     * @param args the folder of the certificates
     * @throws Exception if it cannot start
     */
    public static void main(String[] args) throws Exception {
        Credentials credentials = Credentials.in(Path.of(args[0]));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (SSLServerSocket listener = (SSLServerSocket) credentials
                .context("server.p12")
                .getServerSocketFactory()
                .createServerSocket(0, 4_000, InetAddress.getLoopbackAddress())) {
            listener.setNeedClientAuth(true);
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket socket = listener.accept();
                var unused = threads.submit(() -> serve(socket));
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            OutputStream out = socket.getOutputStream();
            CONNECTIONS.incrementAndGet();
            while (true) {
                String path = request(in);
                byte[] response = path.equals("/connections") ? connections() : response(path);
                out.write(response);
                out.flush();
            }
        } catch (IOException e) {
            // The client has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] response(String path) throws InterruptedException {
        int wait = path.indexOf(WAIT);
        if (wait < 0) {
            return RESPONSES.computeIfAbsent(path, size -> Payloads.http(Integer.parseInt(size.substring(1))));
        }
        Thread.sleep(Integer.parseInt(path.substring(wait + WAIT.length())));
        return response(path.substring(0, wait));
    }

    private static byte[] connections() {
        String count = Integer.toString(CONNECTIONS.getAndSet(0));
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + count.length() + "\r\n\r\n" + count)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a request to its end and returns its path. */
    private static String request(InputStream in) throws IOException {
        String first = line(in);
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            }
        }
        if (chunked) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                in.skipNBytes(size + 2L);
            }
            line(in);
        } else {
            in.skipNBytes(length);
        }
        return first.split(" ", 3)[1];
    }

    /** The next line of an HTTP head, without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int at = in.read(); at != '\n'; at = in.read()) {
            if (at < 0) {
                throw new EOFException();
            }
            if (at != '\r') {
                line.append((char) at);
            }
        }
        return line.toString();
    }
}

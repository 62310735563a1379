package io.callout4j.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.callout4j.certificates.HeldCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that requires client certificates, performs one of the {@link LoadStep}s for each request, and records what it did.
 */
final class FaultyServer implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("<id>(\\d+)</id><as>([^<]*)</as>");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final char[] PASSWORD = "server".toCharArray();

    private final ServerSocket listener;
    private final SSLContext context;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What was done with each request, by its number; removed by the thread that made the callout. */
    final Map<Long, LoadStep> done = new ConcurrentHashMap<>();

    /** The number of requests that arrived twice, and of those with the wrong identity. */
    final AtomicLong repeated = new AtomicLong();

    final AtomicLong strangers = new AtomicLong();

    FaultyServer(HeldCertificate identity, X509Certificate clients) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(new ByteArrayInputStream(identity.toPkcs12(PASSWORD)), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, PASSWORD);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("clients", clients);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(known);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        // By default, the JDK keeps 20,480 sessions for a day, which would look like a memory leak of the client.
        context.getServerSessionContext().setSessionCacheSize(256);
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url() {
        return "https://localhost:" + listener.getLocalPort() + "/service";
    }

    int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket plain = listener.accept();
                open.add(plain);
                threads.execute(() -> serve(plain));
            } catch (IOException e) {
                // Closed at the end of the run.
            }
        }
    }

    private void serve(Socket plain) {
        try (plain;
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(true);
            plain.setTcpNoDelay(true);
            String request = next(socket.getInputStream());
            while (request != null && act(step(request, socket), plain, socket)) {
                request = next(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client has closed the connection, as it does after a timeout.
        } finally {
            open.remove(plain);
        }
    }

    private static @Nullable String next(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int value = in.read();
            if (value < 0) {
                return null;
            }
            head.write(value);
            ends = value == '\r' || value == '\n' ? ends + 1 : 0;
        }
        Matcher length = LENGTH.matcher(head.toString(US_ASCII));
        int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
        byte[] body = in.readNBytes(size);
        return body.length < size ? null : new String(body, US_ASCII);
    }

    private LoadStep step(String request, SSLSocket socket) throws IOException {
        Matcher id = ID.matcher(request);
        if (!id.find()) {
            throw new IOException("a request without a number");
        }
        LoadStep step = LoadStep.of(ThreadLocalRandom.current().nextInt(100));
        if (done.putIfAbsent(Long.valueOf(id.group(1)), step) != null) {
            repeated.incrementAndGet();
        }
        X509Certificate client = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        if (!client.getSubjectX500Principal().getName().equals("CN=" + id.group(2))) {
            strangers.incrementAndGet();
        }
        return step;
    }

    /** Returns whether the connection stays open. */
    private static boolean act(LoadStep step, Socket plain, SSLSocket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        String ok = envelope("<r xmlns=\"urn:load\">" + "x".repeat(1_000) + "</r>");
        switch (step) {
            case RESPOND -> send(out, complete(200, "text/xml", ok));
            case CHUNKED -> send(out, chunks(ok) + "0\r\n\r\n");
            case RESPOND_AND_CLOSE -> send(out, complete(200, "text/xml", ok));
            case SLOWLY -> {
                for (char each : complete(200, "text/xml", envelope("<r xmlns=\"urn:load\"/>"))
                        .toCharArray()) {
                    send(out, String.valueOf(each));
                }
            }
            case FAULT ->
                send(
                        out,
                        complete(
                                500,
                                "text/xml",
                                envelope(
                                        "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>")));
            case PAGE -> send(out, complete(503, "text/html", "<html><body>Busy</body></html>"));
            case CUT -> send(out, complete(200, "text/xml", ok).substring(0, 600));
            case CUT_CHUNKS -> send(out, chunks(ok));
            case RESET -> plain.setSoLinger(true, 0);
            case STALL -> socket.getInputStream().read();
        }
        if (step == LoadStep.CUT || step == LoadStep.CUT_CHUNKS || step == LoadStep.RESET) {
            // Below TLS, so that no close_notify is sent.
            plain.close();
        }
        return step == LoadStep.RESPOND
                || step == LoadStep.CHUNKED
                || step == LoadStep.SLOWLY
                || step == LoadStep.FAULT
                || step == LoadStep.PAGE;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    private static String complete(int status, String type, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String chunks(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}

package io.callout4j.cxf;

import io.callout4j.certificates.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A server with raw sockets on loopback, with or without TLS, that runs a test's script on each connection. */
final class LoopbackServer implements AutoCloseable {

    /** What happens on one connection; when it returns or throws, the connection is closed. */
    interface Script {
        void play(Peer peer) throws IOException;
    }

    /** A request as received. */
    record Request(String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** One connection on the server's side. */
    final class Peer {
        final Socket socket;
        private final Socket wire;
        final InputStream in;
        final OutputStream out;

        private Peer(Socket socket, Socket wire) throws IOException {
            this.socket = socket;
            this.wire = wire;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** The next request, or null if the client has closed the connection. */
        Request next() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int value = in.read();
                if (value < 0) {
                    return null;
                }
                head.write(value);
            }
            Request request = new Request(head.toString(StandardCharsets.ISO_8859_1), "");
            String announced = request.header("Content-Length");
            int length = announced == null ? 0 : Integer.parseInt(announced);
            Request whole = new Request(request.head(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
            requests.add(whole);
            return whole;
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Closes the connection below TLS, without a close_notify. */
        void cut() throws IOException {
            wire.close();
        }

        /** The client's certificate, or null. */
        X509Certificate client() {
            try {
                return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
            } catch (SSLPeerUnverifiedException e) {
                return null;
            }
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        return thread;
    });
    private final java.util.Set<Socket> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger connections = new AtomicInteger();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Layer tls;

    /** Puts TLS over an accepted connection. */
    private interface Layer {
        Socket over(Socket plain) throws IOException;
    }

    private LoopbackServer(ServerSocket listener, Layer tls, Script script) {
        this.listener = listener;
        this.tls = tls;
        this.script = script;
        threads.execute(this::accept);
    }

    static LoopbackServer plain(Script script) {
        try {
            return new LoopbackServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), null, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLS that requests no client certificate. */
    static LoopbackServer tls(HeldCertificate identity, Script script) {
        return tls(identity, null, script);
    }

    /** TLS that requires a client certificate from one of the CAs, or exactly one of these certificates. */
    static LoopbackServer tls(
            HeldCertificate identity, List<X509Certificate> clients, Script script, String... versions) {
        TrustManager[] trust = clients == null ? null : trust(clients).getTrustManagers();
        return tls(
                identity,
                trust,
                socket -> {
                    socket.setNeedClientAuth(clients != null);
                    if (versions.length > 0) {
                        socket.setEnabledProtocols(versions);
                    }
                },
                script);
    }

    /** TLS that requests no client certificate and sends only its own certificate, without the chain. */
    static LoopbackServer tlsWithoutChain(HeldCertificate identity, Script script) {
        try {
            char[] password = "server".toCharArray();
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(Pki.keyStore(identity, List.of(identity.certificate()), password), password);
            return tls(keys, null, socket -> {}, script);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS that requests a client certificate of these CAs, and accepts any certificate, or none. */
    static LoopbackServer lenient(HeldCertificate identity, List<X509Certificate> named, Script script) {
        return tls(identity, new TrustManager[] {new Lenient(named)}, socket -> socket.setWantClientAuth(true), script);
    }

    /** TLS with the first of these keys, without a client certificate. */
    static LoopbackServer tls(KeyManagerFactory keys, Script script) {
        return tls(keys, null, socket -> {}, script);
    }

    private static LoopbackServer tls(
            HeldCertificate identity, TrustManager[] trust, Consumer<SSLSocket> settings, Script script) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            char[] password = "server".toCharArray();
            keys.init(Pki.keyStore(identity, identity.chain(), password), password);
            return tls(keys, trust, settings, script);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LoopbackServer tls(
            KeyManagerFactory keys, TrustManager[] trust, Consumer<SSLSocket> settings, Script script) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust, null);
            return new LoopbackServer(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    plain -> {
                        SSLSocket socket =
                                (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
                        socket.setUseClientMode(false);
                        settings.accept(socket);
                        return socket;
                    },
                    script);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accepts all clients, like an application that checks certificates itself. */
    private record Lenient(List<X509Certificate> named) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("This is a server.");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return named.toArray(new X509Certificate[0]);
        }
    }

    private static TrustManagerFactory trust(List<X509Certificate> clients) {
        try {
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            for (X509Certificate client : clients) {
                known.setCertificateEntry(client.getSubjectX500Principal().getName(), client);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(known);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // Closed by the test, or the client disconnected while connecting.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                Socket speaking = tls == null ? socket : tls.over(socket)) {
            script.play(new Peer(speaking, socket));
        } catch (IOException e) {
            // The client closed the connection or rejected the handshake; only the client is tested.
        } finally {
            open.remove(socket);
        }
    }

    String url() {
        return url("localhost");
    }

    String url(String host) {
        return (tls != null ? "https://" : "http://") + host + ":" + port() + "/service";
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Closes all open connections, without a close_notify. */
    void cut() {
        open.forEach(LoopbackServer::closeQuietly);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }

    @Override
    public void close() {
        closeQuietly(listener);
        cut();
        threads.shutdownNow();
    }
}

package io.callout4j.internal.http;

import io.callout4j.internal.net.Endpoint;
import io.callout4j.trust.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server that keeps its connections open and resumes TLS sessions; each response is empty. */
public final class KeepAliveTlsServer implements AutoCloseable {

    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SSLServerSocket listener;
    private final List<Socket> accepted = new ArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    public KeepAliveTlsServer(TlsVersion version, PrivateKey key, X509Certificate... chain) throws Exception {
        // Unlike PKCS12, it does not check the order of the chain.
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {version.protocol()});
        start(this::accept);
    }

    public Endpoint endpoint() {
        return Endpoint.parse("https://localhost:" + listener.getLocalPort() + "/");
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "keep-alive-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                synchronized (accepted) {
                    accepted.add(socket);
                }
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int newlines = 0;
            for (int value = in.read(); value >= 0; value = in.read()) {
                newlines = value == '\n' ? newlines + 1 : value == '\r' ? newlines : 0;
                if (newlines == 2) {
                    socket.getOutputStream().write(RESPONSE);
                }
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
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

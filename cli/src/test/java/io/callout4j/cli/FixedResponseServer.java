package io.callout4j.cli;

import io.callout4j.certificates.HeldCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS server on loopback that sends a given chain and returns the same response to every request. */
public final class FixedResponseServer implements AutoCloseable {

    private final SSLServerSocket listener;
    private final String response;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Requires a client certificate issued by one of {@code clients}; requests none if there are none. */
    public FixedResponseServer(
            HeldCertificate identity, List<X509Certificate> sent, List<X509Certificate> clients, String response) {
        this.response = response;
        try {
            listener = (SSLServerSocket) context(identity, sent, clients)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener.setNeedClientAuth(!clients.isEmpty());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread thread = new Thread(this::accept, "fixed-response-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static String http(int status, String type, String body) {
        return "HTTP/1.1 " + status + " Reason\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static SSLContext context(
            HeldCertificate identity, List<X509Certificate> sent, List<X509Certificate> clients)
            throws GeneralSecurityException, IOException {
        char[] password = "server".toCharArray();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", identity.privateKey(), password, sent.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, password);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        for (X509Certificate client : clients) {
            known.setCertificateEntry(client.getSubjectX500Principal().getName(), client);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        if (!clients.isEmpty()) {
            trust.init(known);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), clients.isEmpty() ? null : trust.getTrustManagers(), null);
        return context;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                // A client that connects and sends nothing must not block the next one.
                socket.setSoTimeout(5_000);
                serve(socket);
            } catch (IOException e) {
                // The client rejected the handshake or disconnected, or the test is over.
            }
        }
    }

    private void serve(SSLSocket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String first = in.readLine();
        int length = 0;
        for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        if (first != null) {
            requests.add(first);
            socket.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
        }
    }

    public List<String> requests() {
        return requests;
    }

    public String url() {
        return "https://localhost:" + listener.getLocalPort() + "/status";
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }
}

package io.callout4j.testkit;

import io.callout4j.certificates.HeldCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import wiremock.org.eclipse.jetty.util.ssl.SslContextFactory;

/** The server's TLS settings: its identity, the clients it trusts, and what it requests. */
record ServerHandshake(
        HeldCertificate identity, List<X509Certificate> clients, ClientCertificates clientAuth, List<String> versions) {

    /** Converts them to Jetty's form, in memory. */
    SslContextFactory.Server toJetty() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), clientAuth == ClientCertificates.NONE ? new TrustManager[0] : trust(), null);
            SslContextFactory.Server jetty = new SslContextFactory.Server();
            jetty.setSslContext(context);
            jetty.setIncludeProtocols(versions.toArray(String[]::new));
            jetty.setNeedClientAuth(clientAuth == ClientCertificates.REQUIRED);
            jetty.setWantClientAuth(clientAuth == ClientCertificates.OPTIONAL);
            return jetty;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "The JDK could not create a TLS context from the server's certificates.", e);
        }
    }

    private KeyManager[] keys() throws GeneralSecurityException, IOException {
        // In memory only, so the password protects nothing.
        char[] password = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", identity.privateKey(), password, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate client : clients) {
            store.setCertificateEntry(Integer.toString(number++), client);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }
}

package io.callout4j.benchmarks.speed;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a run, generated once and stored in files for the JVMs involved. RSA 2048, as most partners use. */
final class Credentials {

    static final char[] PASSWORD = "benchmark".toCharArray();

    private final Path folder;

    private Credentials(Path folder) {
        this.folder = folder;
    }

    /** Generates them, and the given number of further clients in a separate folder. */
    static Credentials make(Path folder, int many) throws IOException, GeneralSecurityException {
        CertificateAuthority root = CertificateAuthority.root(
                CertificateProfile.client("CN=Benchmark Root").withKey(KeyKind.RSA_2048));
        Credentials made = new Credentials(folder);
        made.write(
                "server.p12", root.issue(CertificateProfile.server("localhost").withKey(KeyKind.RSA_2048)));
        made.write(
                "client.p12", root.issue(CertificateProfile.client("CN=Client").withKey(KeyKind.RSA_2048)));
        Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < many; i++) {
            made.write(
                    "many/client" + i + ".p12",
                    root.issue(CertificateProfile.client("CN=Client " + i).withKey(KeyKind.EC_P256)));
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("root", root.certificate());
        made.store("trust.p12", trust);
        return made;
    }

    static Credentials in(Path folder) {
        return new Credentials(folder);
    }

    private void write(String name, HeldCertificate held) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", held.privateKey(), PASSWORD, held.chain().toArray(Certificate[]::new));
        store(name, store);
    }

    private void store(String name, KeyStore store) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            store.store(out, PASSWORD);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    KeyManagerFactory keys(String name) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(load(name), PASSWORD);
        return keys;
    }

    TrustManagerFactory trust() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load("trust.p12"));
        return trust;
    }

    SSLContext context(String name) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(name).getKeyManagers(), trust().getTrustManagers(), null);
        return context;
    }
}

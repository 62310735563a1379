package io.callout4j.internal.pki;

import io.callout4j.error.CalloutConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the certificates of trusted CAs from files. */
public final class TrustFile {

    private static final int MAX_BYTES = 16 << 20;

    private TrustFile() {}

    /**
     * Reads the content of a file.
     *
     * @throws CalloutConfigurationException if it does not exist, cannot be read, or is too large
     */
    public static byte[] read(Path file) {
        String shown = "The trust file " + file.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new CalloutConfigurationException(shown + " is a folder. Use the path of a file in it.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new CalloutConfigurationException(
                        shown + " is larger than " + MAX_BYTES + " bytes, so it is not a list of trust anchors.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new CalloutConfigurationException(shown + " does not exist. Check the path.", e);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    shown + " cannot be read (" + e.getClass().getSimpleName()
                            + "). Check its permissions for the account that this program runs as.",
                    e);
        }
    }

    /** The certificates in a file of any format, which is detected from its content. */
    public static Set<X509Certificate> any(Path file, byte[] content, char @Nullable [] password) {
        boolean text = new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
        // An empty file is treated as an empty list.
        return text || content.length == 0 || isCertificate(content)
                ? certificates(content, file.toString())
                : keyStore(file, content, password);
    }

    /** Whether it is DER: a certificate or PKCS#7 ({@code .p7b}). */
    private static boolean isCertificate(byte[] content) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    /** The certificates in PEM, DER, or PKCS#7. */
    public static Set<X509Certificate> certificates(byte[] content, String origin) {
        try {
            Set<X509Certificate> found = new LinkedHashSet<>();
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
                found.add((X509Certificate) certificate);
            }
            return found;
        } catch (CertificateException e) {
            boolean key = new String(content, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----");
            throw new CalloutConfigurationException(
                    "No trust anchors could be read from " + origin + ": "
                            + (key
                                    ? "it contains a private key, which does not belong there"
                                    : "a certificate in it is truncated or damaged")
                            + ". Use PEM text with -----BEGIN CERTIFICATE----- lines.",
                    e);
        }
    }

    /** The trusted certificates in a key store, without those of its key entries. */
    public static Set<X509Certificate> keyStore(Path file, byte[] content, char @Nullable [] password) {
        Set<X509Certificate> found = new LinkedHashSet<>();
        try {
            // The JDK's "PKCS12" and "JKS" read each other's files as well (JEP 229).
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate trusted) {
                    found.add(trusted);
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw refused(file.toAbsolutePath(), e);
        }
        if (found.isEmpty() && password == null) {
            // Without a password, encrypted certificates are invisible.
            throw new CalloutConfigurationException("No trust anchors were found in the key store "
                    + file.toAbsolutePath()
                    + " without a password. Supply its password if it has one, or add the certificate of the server's"
                    + " root CA to it.");
        }
        return found;
    }

    private static CalloutConfigurationException refused(Path file, Exception failure) {
        if (failure.getCause() instanceof UnrecoverableKeyException wrong) {
            return new CalloutConfigurationException(
                    "The password does not open the trust key store " + file
                            + ". Supply the password of this key store.",
                    wrong);
        }
        return new CalloutConfigurationException(
                "The trust file " + file
                        + " cannot be opened: it is not PEM text, DER, PKCS#7, or a key store (PKCS#12 or JKS), or it"
                        + " is damaged. Use PEM text with -----BEGIN CERTIFICATE----- lines.",
                failure);
    }
}

package io.callout4j.internal.pki;

import io.callout4j.error.CalloutConfigurationException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's PKIX trust manager, with its own anchors or with others. */
public final class PkixTrust {

    private PkixTrust() {}

    /** Trusts what the JDK trusts. */
    public static X509ExtendedTrustManager system() {
        return over((KeyStore) null);
    }

    /** Trusts the given anchors. */
    public static X509ExtendedTrustManager over(Collection<X509Certificate> anchors) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry(Integer.toString(number++), anchor);
            }
            return over(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The JDK could not store the trust anchors.", e);
        }
    }

    private static X509ExtendedTrustManager over(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                // It must be an extended one; otherwise JSSE leaves the host name to a wrapper that not every provider
                // has.
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new IllegalStateException("The JDK's PKIX trust manager is not an X509ExtendedTrustManager.");
        } catch (GeneralSecurityException e) {
            throw new CalloutConfigurationException("The JDK's trust anchors cannot be read: " + e.getMessage(), e);
        }
    }
}

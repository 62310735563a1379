package io.callout4j.request;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.rules.CertificateName;
import org.jspecify.annotations.Nullable;

/** Which client certificate a callout presents. {@code toString} never shows a password or the text of a certificate. */
public sealed interface CertificateChoice {

    /** None: one-way TLS. */
    record None() implements CertificateChoice {}

    /**
     * The text of a PKCS#12 file, as in {@code clientCert_x}.
     *
     * @param text the file in base64
     * @param password its password; null and empty are passwords too
     */
    record Inline(String text, @Nullable String password) implements CertificateChoice {
        /** Shows nothing of the certificate. */
        @Override
        public String toString() {
            return "inline certificate";
        }
    }

    /**
     * A named certificate of the runtime, as in {@code clientCertName_x}.
     *
     * @param name its name
     * @param password tried if the entry's own password does not open its key; or null
     */
    record Named(String name, @Nullable String password) implements CertificateChoice {

        /** Shows the name, never the password. */
        @Override
        public String toString() {
            return "certificate " + CertificateName.shown(name);
        }
    }

    /**
     * An identity that the program has opened itself.
     *
     * @param identity the identity
     */
    record Identity(ClientIdentity identity) implements CertificateChoice {}
}

package io.callout4j.request;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.rules.CertificateName;
import org.jspecify.annotations.Nullable;

/** Which client certificate a callout presents. The {@code toString} of none of them shows a password or a certificate's text. */
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
        /** Says what it is, and shows nothing of it. */
        @Override
        public String toString() {
            return "inline certificate";
        }
    }

    /**
     * An entry of the runtime, as in {@code clientCertName_x}.
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
     * An identity that the program has already.
     *
     * @param identity the identity
     */
    record Held(ClientIdentity identity) implements CertificateChoice {}
}

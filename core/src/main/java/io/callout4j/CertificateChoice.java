package io.callout4j;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.NamedCertificates;
import org.jspecify.annotations.Nullable;

/** Which client certificate a callout shows. {@code toString} of none of them tells a password or a certificate's text. */
sealed interface CertificateChoice {

    /** None: one-way TLS. */
    record None() implements CertificateChoice {}

    /** The text of a PKCS#12. */
    record Inline(String text, @Nullable String password) implements CertificateChoice {
        @Override
        public String toString() {
            return "inline certificate";
        }
    }

    /** An entry of the runtime; the password is tried where the entry's own does not open its key. */
    record Named(String name, @Nullable String password) implements CertificateChoice {
        @Override
        public String toString() {
            return "certificate " + NamedCertificates.shown(name);
        }
    }

    /** An identity at hand. */
    record Held(ClientIdentity identity) implements CertificateChoice {}
}

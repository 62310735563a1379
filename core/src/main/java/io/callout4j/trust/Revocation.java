package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import java.util.Locale;

/**
 * Whether servers are asked for proof that their certificates have not been revoked: the response stapled to the handshake (RFC 6066
 * section 8, RFC 6960), and revocation lists (RFC 5280 section 5) from files or from where the certificates say they are. An
 * OCSP responder is never asked from here.
 */
public enum Revocation {
    /** Nothing is looked at. */
    OFF,
    /** A certificate that is known to be revoked is refused; one of which nothing can be found out is not. */
    SOFT,
    /** A certificate that is not known to be good is refused, intermediates included. */
    REQUIRED;

    /**
     * The mode of a word.
     *
     * @param word {@code off}, {@code soft} or {@code required}
     * @return the mode
     * @throws CalloutConfigurationException where it is another word
     */
    public static Revocation of(String word) {
        for (Revocation mode : values()) {
            if (mode.toString().equals(word)) {
                return mode;
            }
        }
        throw new CalloutConfigurationException(
                "\"" + word + "\" is no way to check revocation. Give one of off, soft, required.");
    }

    /** The word: {@code off}, {@code soft} or {@code required}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

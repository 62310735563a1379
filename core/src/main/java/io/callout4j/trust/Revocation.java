package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.text.ForeignText;
import java.util.Locale;

/**
 * Whether server certificates are checked for revocation: with the stapled OCSP response (RFC 6066 section 8, RFC 6960), and with CRLs (RFC
 * 5280 section 5) from files or from the addresses in the certificates. OCSP responders are never queried.
 */
public enum Revocation {
    /** Nothing is checked. */
    OFF,
    /** A certificate that is known to be revoked is rejected; one with an unknown status is accepted. */
    SOFT,
    /** A certificate that is not known to be good is rejected, including intermediates. */
    REQUIRED;

    /**
     * Parses a value.
     *
     * @param word {@code off}, {@code soft}, or {@code required}
     * @return the mode
     * @throws CalloutConfigurationException if it is another word
     */
    public static Revocation of(String word) {
        for (Revocation mode : values()) {
            if (mode.toString().equals(word)) {
                return mode;
            }
        }
        throw new CalloutConfigurationException(
                "The revocation mode is \"" + ForeignText.printable(word) + "\"; it must be off, soft, or required.");
    }

    /** The value: {@code off}, {@code soft}, or {@code required}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

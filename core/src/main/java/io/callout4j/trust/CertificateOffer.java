package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.text.ForeignText;
import java.util.Locale;

/**
 * Whether a client certificate is sent to a server that lists the issuers it accepts (RFC 8446 section 4.2.4, RFC 5246 section 7.4.4) if
 * none of them is in the certificate's chain.
 */
public enum CertificateOffer {
    /** It is sent anyway, as OpenSSL and curl do. Many servers accept it, because their list is incomplete or not enforced. */
    ALWAYS,
    /**
     * It is not sent, as the JDK and Salesforce do ("silently withheld"; Salesforce Help article 000386138). Use it to see what Salesforce
     * would do.
     */
    MATCHING;

    /**
     * Parses a value.
     *
     * @param word {@code always} or {@code matching}
     * @return the offer
     * @throws CalloutConfigurationException if it is another word
     */
    public static CertificateOffer of(String word) {
        for (CertificateOffer offer : values()) {
            if (offer.toString().equals(word)) {
                return offer;
            }
        }
        throw new CalloutConfigurationException(
                "The offer is \"" + ForeignText.printable(word) + "\"; it must be always or matching.");
    }

    /** The value: {@code always} or {@code matching}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

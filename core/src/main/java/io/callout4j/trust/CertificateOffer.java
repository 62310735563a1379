package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import java.util.Locale;

/**
 * Whether a client certificate is shown to a server that names the issuers it accepts (RFC 8446 section 4.2.4, RFC 5246 section
 * 7.4.4) and none of them is in the certificate's chain.
 */
public enum CertificateOffer {
    /** It is shown all the same, as OpenSSL and curl do. Many servers take it: their list is incomplete or for show. */
    ALWAYS,
    /**
     * Nothing is shown, as the JDK and Salesforce do ("silently withheld"; Salesforce Help article 000386138). To prove what
     * Salesforce will do.
     */
    MATCHING;

    /**
     * The offer of a word.
     *
     * @param word {@code always} or {@code matching}
     * @return the offer
     * @throws CalloutConfigurationException where it is another word
     */
    public static CertificateOffer of(String word) {
        for (CertificateOffer offer : values()) {
            if (offer.toString().equals(word)) {
                return offer;
            }
        }
        throw new CalloutConfigurationException(
                "\"" + word + "\" is no way to offer a certificate. Give one of always, matching.");
    }

    /** The word: {@code always} or {@code matching}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

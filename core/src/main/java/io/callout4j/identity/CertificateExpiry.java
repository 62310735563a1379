package io.callout4j.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a named certificate is still valid. Immutable.
 *
 * @param name the name of the certificate
 * @param subject its subject, according to RFC 2253
 * @param notAfter the last second of its validity
 * @param daysLeft whole days until then, rounded down; negative once it has expired
 */
public record CertificateExpiry(String name, String subject, Instant notAfter, long daysLeft) {

    /**
     * The expiry of an identity.
     *
     * @param name the name of its certificate
     * @param identity the identity, not {@link ClientIdentity#none()}
     * @param now the current time
     * @return when it expires
     */
    public static CertificateExpiry of(String name, ClientIdentity identity, Instant now) {
        Instant notAfter = identity.chain().get(0).getNotAfter().toInstant();
        return new CertificateExpiry(
                name,
                identity.chain().get(0).getSubjectX500Principal().getName(),
                notAfter,
                Math.floorDiv(
                        Duration.between(now, notAfter).toSeconds(),
                        Duration.ofDays(1).toSeconds()));
    }

    /**
     * Is notified of certificates that are about to expire.
     *
     * <p>The thresholds are those at which Salesforce sends its emails: 60, 30, and 10 days before, and 0 once it has expired. Each is
     * reported once for each certificate; at the start only the one that applies then. Called while the runtime starts, and later in a
     * separate thread. Exceptions are logged and have no other effect.
     */
    @FunctionalInterface
    public interface Listener {

        /**
         * A certificate has passed a threshold.
         *
         * @param certificate which one, and how long it is still valid
         * @param threshold 60, 30, 10, or 0
         */
        void reached(CertificateExpiry certificate, int threshold);
    }
}

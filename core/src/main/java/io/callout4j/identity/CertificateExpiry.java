package io.callout4j.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a named certificate is still good. Immutable.
 *
 * @param name the name it is kept under
 * @param subject whom it names, by RFC 2253
 * @param notAfter its last second
 * @param daysLeft whole days until then, rounded down; negative once it has expired
 */
public record CertificateExpiry(String name, String subject, Instant notAfter, long daysLeft) {

    static CertificateExpiry of(String name, ClientIdentity identity, Instant now) {
        Instant notAfter = identity.chain().get(0).getNotAfter().toInstant();
        return new CertificateExpiry(
                name,
                identity.chain().get(0).getSubjectX500Principal().getName(),
                notAfter,
                Math.floorDiv(
                        Duration.between(now, notAfter).toSeconds(),
                        Duration.ofDays(1).toSeconds()));
    }
}

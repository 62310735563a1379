package io.callout4j.identity;

/**
 * Hears when a named certificate comes close to its end, so that operations can alert.
 *
 * <pre>{@code
 * Callouts.builder().expiryListener((certificate, threshold) ->
 *         alerts.raise(certificate.name() + " expires on " + certificate.notAfter()))
 * }</pre>
 *
 * <p>The thresholds are those at which Salesforce sends its mails: 60, 30 and 10 days before, and 0 once it has expired. Each is
 * told once for each certificate; at start only the one that counts then. Called while the runtime starts and later in
 * a thread of its own; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface CertificateExpiryListener {

    /**
     * A certificate has passed a threshold.
     *
     * @param certificate which one, and how long it is still good
     * @param threshold 60, 30, 10 or 0
     */
    void reached(CertificateExpiry certificate, int threshold);
}

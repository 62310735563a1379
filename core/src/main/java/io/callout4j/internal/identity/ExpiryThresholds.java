package io.callout4j.internal.identity;

import io.callout4j.identity.CertificateExpiry;
import io.callout4j.internal.text.ForeignText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which threshold each certificate has passed, and reports each one once. Used by one thread at a time. */
final class ExpiryThresholds {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCertificates.class);

    /** The days at which Salesforce sends mail (Help article 000385781), and the day of expiry. */
    private static final int[] THRESHOLDS = {0, 10, 30, 60};

    private static final int WARNING_THRESHOLD = 30;

    /** The certificate that was reported: a replaced one has another expiry date and is reported again. */
    private record Reported(CertificateExpiry certificate, int threshold) {}

    private final CertificateExpiry.@Nullable Listener listener;
    private final Map<String, Reported> reported = new HashMap<>();

    ExpiryThresholds(CertificateExpiry.@Nullable Listener listener) {
        this.listener = listener;
    }

    void check(CertificateExpiry certificate) {
        Integer passed = passed(certificate);
        Reported before = reported.get(certificate.name());
        boolean same = before != null && before.certificate().notAfter().equals(certificate.notAfter());
        if (passed == null || (same && before != null && before.threshold() <= passed)) {
            return;
        }
        reported.put(certificate.name(), new Reported(certificate, passed));
        if (passed <= WARNING_THRESHOLD) {
            LOG.warn(
                    "The certificate named {} ({}) {} on {}.",
                    ForeignText.quotable(certificate.name(), ForeignText.MAX_NAME),
                    ForeignText.printable(certificate.subject()),
                    passed == 0 ? "expired" : "expires",
                    certificate.notAfter());
        }
        notifyListener(certificate, passed);
    }

    private static @Nullable Integer passed(CertificateExpiry certificate) {
        for (int threshold : THRESHOLDS) {
            if (certificate.daysLeft() < threshold) {
                return threshold;
            }
        }
        return null;
    }

    private void notifyListener(CertificateExpiry certificate, int threshold) {
        if (listener == null) {
            return;
        }
        try {
            listener.reached(certificate, threshold);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The expiry listener failed for the certificate named {}.",
                    ForeignText.quotable(certificate.name(), ForeignText.MAX_NAME),
                    e);
        }
    }
}

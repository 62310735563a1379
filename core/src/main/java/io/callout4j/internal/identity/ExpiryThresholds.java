package io.callout4j.internal.identity;

import io.callout4j.identity.CertificateExpiry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which threshold each certificate has passed, and tells of each once. Belongs to one thread at a time. */
final class ExpiryThresholds {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCertificates.class);

    /** As Salesforce mails them (Help article 000385781), and once it is over. */
    private static final int[] THRESHOLDS = {0, 10, 30, 60};

    private static final int WORTH_A_WARNING = 30;

    /** Which certificate this was told of: a replaced one has another end, and begins again. */
    private record Told(CertificateExpiry certificate, int threshold) {}

    private final CertificateExpiry.@Nullable Listener listener;
    private final Map<String, Told> told = new HashMap<>();

    ExpiryThresholds(CertificateExpiry.@Nullable Listener listener) {
        this.listener = listener;
    }

    void check(CertificateExpiry certificate) {
        Integer passed = passed(certificate);
        Told before = told.get(certificate.name());
        boolean same = before != null && before.certificate().notAfter().equals(certificate.notAfter());
        if (passed == null || (same && before != null && before.threshold() <= passed)) {
            return;
        }
        told.put(certificate.name(), new Told(certificate, passed));
        if (passed <= WORTH_A_WARNING) {
            LOG.warn(
                    "The certificate named {} ({}) {} on {}.",
                    certificate.name(),
                    certificate.subject(),
                    passed == 0 ? "expired" : "expires",
                    certificate.notAfter());
        }
        tell(certificate, passed);
    }

    private static @Nullable Integer passed(CertificateExpiry certificate) {
        for (int threshold : THRESHOLDS) {
            if (certificate.daysLeft() < threshold) {
                return threshold;
            }
        }
        return null;
    }

    private void tell(CertificateExpiry certificate, int threshold) {
        if (listener == null) {
            return;
        }
        try {
            listener.reached(certificate, threshold);
        } catch (RuntimeException e) {
            LOG.warn("The expiry listener failed for the certificate named {}", certificate.name(), e);
        }
    }
}

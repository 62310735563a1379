package io.callout4j.internal.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.internal.pki.CertificateStrength;
import io.callout4j.internal.pki.TrustPath;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.trust.ServerTrust;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once for each server that it was accepted although something in its path is weak or has expired. Thread-safe. */
final class WeakTrustLog {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTrust.class);

    private static final int MAX_KNOWN = 1_000;

    private final Cache<String, Boolean> logged =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    /** Called after each complete check of a server. */
    void accepted(String server, TrustPath path, Instant now) {
        path.all().stream()
                .map(CertificateStrength::weakness)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(weak -> once(
                        "The server " + server + " uses a weak algorithm, which other clients reject: " + weak + "."));
        if (path.anchor() != null) {
            X509Certificate anchor = path.anchor().getTrustedCert();
            Instant end = anchor.getNotAfter().toInstant();
            if (now.isAfter(end)) {
                once("The server " + server + " is accepted under the trust anchor \""
                        + ForeignText.name(anchor.getSubjectX500Principal()) + "\", which expired on " + end
                        + ", because the trust settings accept expired anchors.");
            }
        }
    }

    private void once(String message) {
        if (logged.asMap().putIfAbsent(message, true) == null) {
            LOG.warn("{}", ForeignText.escaped(message));
        }
    }
}

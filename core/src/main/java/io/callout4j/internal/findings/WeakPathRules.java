package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.pki.CertificateStrength;
import io.callout4j.internal.pki.PathSearch;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Findings about the path of a server that was accepted, but that other clients reject. */
final class WeakPathRules {

    private WeakPathRules() {}

    static List<Finding> of(HandshakeRecord seen, Instant now) {
        List<Finding> found = new ArrayList<>();
        if (seen.serverChain().isEmpty()) {
            return found;
        }
        List<X509Certificate> path = path(seen, now);
        path.stream()
                .map(CertificateStrength::weakness)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(weak -> found.add(Finding.warning(
                        FindingCode.SERVER_WEAK_ALGORITHM,
                        "The server's chain uses a weak algorithm that the JDK still accepts: " + weak + ".")));
        X509Certificate anchor = path.get(path.size() - 1);
        if (now.isAfter(anchor.getNotAfter().toInstant())) {
            found.add(Finding.warning(
                            FindingCode.TRUST_ANCHOR_EXPIRED,
                            "The trust anchor " + Certificates.name(anchor) + " expired on "
                                    + anchor.getNotAfter().toInstant() + ".")
                    .withEvidence("It is accepted because the trust settings accept expired anchors."));
        }
        return found;
    }

    /** The path that was used: to an anchor that has not expired, if there is one. */
    private static List<X509Certificate> path(HandshakeRecord seen, Instant now) {
        X509Certificate[] sent = seen.serverChain().toArray(X509Certificate[]::new);
        try {
            return new PathSearch(seen.anchors(), expired -> false)
                    .path(sent, now)
                    .all();
        } catch (CertificateException noCurrentAnchor) {
            return pathToAnyAnchor(seen, sent, now);
        }
    }

    private static List<X509Certificate> pathToAnyAnchor(HandshakeRecord seen, X509Certificate[] sent, Instant now) {
        try {
            return new PathSearch(seen.anchors(), expired -> true)
                    .path(sent, now)
                    .all();
        } catch (CertificateException expiredSinceTheHandshake) {
            return seen.serverChain();
        }
    }
}

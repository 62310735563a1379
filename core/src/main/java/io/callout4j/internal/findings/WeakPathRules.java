package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.pki.CertificateStrength;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Findings about the path of a server that was accepted, but that other clients reject. */
final class WeakPathRules {

    private WeakPathRules() {}

    static List<Finding> of(HandshakeRecord seen, Instant now) {
        List<Finding> found = new ArrayList<>();
        if (seen.serverChain().isEmpty()) {
            return found;
        }
        List<X509Certificate> path = path(seen);
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

    /** The path by the names of the issuers: signatures have been verified. It ends with the first trust anchor. */
    private static List<X509Certificate> path(HandshakeRecord seen) {
        List<X509Certificate> path = new ArrayList<>();
        for (X509Certificate each : Certificates.path(seen.serverChain())) {
            path.add(each);
            if (seen.anchors().contains(each)) {
                return path;
            }
            X509Certificate anchor = anchorOf(seen, each);
            if (anchor != null) {
                path.add(anchor);
                return path;
            }
        }
        return path;
    }

    private static @Nullable X509Certificate anchorOf(HandshakeRecord seen, X509Certificate certificate) {
        return seen.anchors().stream()
                .filter(anchor -> Certificates.issued(anchor, certificate))
                .findFirst()
                .orElse(null);
    }
}

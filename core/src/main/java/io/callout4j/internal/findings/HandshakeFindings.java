package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules that evaluate one connection attempt. Stateless and thread-safe. */
public final class HandshakeFindings {

    private HandshakeFindings() {}

    /**
     * What one connection attempt shows, without further traffic.
     *
     * @param seen what was recorded
     * @return findings, worst first; for a connection that was established, only warnings and infos
     */
    public static List<Finding> of(HandshakeRecord seen) {
        List<Finding> found = new ArrayList<>();
        Failure failure = seen.failure();
        if (failure != null) {
            found.add(of(seen, failure));
        }
        found.addAll(OfferRules.of(seen));
        if (failure == null && seen.session() != null) {
            found.addAll(WeakPathRules.of(seen, Instant.now()));
        }
        return Finding.worstFirst(found);
    }

    private static Finding of(HandshakeRecord seen, Failure failure) {
        return switch (failure.kind()) {
            case NAME_NOT_RESOLVED -> ReachRules.nameNotResolved(seen);
            case NOT_CONNECTED -> ReachRules.notConnected(seen, failure);
            case PROXY_REFUSED -> ReachRules.proxyRefused(seen, failure);
            case NAME_CONSTRAINT -> ServerCertificateRules.nameConstraint(seen, failure);
            case ISSUER_PURPOSE -> ServerCertificateRules.issuerPurpose(seen, failure);
            case ANCHOR_EXPIRED -> ServerCertificateRules.anchorExpired(seen, failure);
            case ANCHOR_NOT_YET_VALID -> ServerCertificateRules.anchorNotYetValid(failure, Instant.now());
            case NOT_PINNED -> ServerCertificateRules.notPinned(seen, failure);
            case SERVER_REVOKED -> ServerCertificateRules.revoked(seen, failure);
            case REVOCATION_UNKNOWN -> ServerCertificateRules.revocationUnknown(failure);
            case NOT_TLS -> ReachRules.notTls(seen, failure);
            case TOO_LARGE -> ReachRules.tooLarge(failure);
            case NOTHING_IN_COMMON -> ReachRules.nothingInCommon(seen, failure);
            case KEY_NOT_SUPPORTED -> OfferRules.keyNotSupported(seen);
            case CUT -> ReachRules.cut(seen, failure);
            case HOST_NAME_MISMATCH -> ServerCertificateRules.nameMismatch(seen);
            case SERVER_NOT_TRUSTED -> ServerCertificateRules.notTrusted(seen, failure, Instant.now());
            case ALERT -> AlertRules.of(seen, failure, Instant.now());
            case OTHER -> ReachRules.other(seen, failure);
        };
    }
}

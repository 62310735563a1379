package io.callout4j.diagnosis;

import io.callout4j.Finding;
import io.callout4j.HandshakeRecord;
import io.callout4j.HandshakeRecord.Failure;
import java.time.Instant;
import java.util.List;

/** The rules that judge one connection attempt. Stateless and thread-safe. */
public final class HandshakeFindings {

    private HandshakeFindings() {}

    /**
     * What can be known from one attempt to connect, without further traffic.
     *
     * @param seen what was recorded
     * @return findings, worst first; empty where the connection stood
     */
    public static List<Finding> of(HandshakeRecord seen) {
        Failure failure = seen.failure();
        if (failure == null) {
            return List.of();
        }
        Finding found =
                switch (failure.kind()) {
                    case NAME_NOT_RESOLVED -> ReachRules.nameNotResolved(seen);
                    case NOT_CONNECTED -> ReachRules.notConnected(seen, failure);
                    case NOT_TLS -> ReachRules.notTls(seen);
                    case NOTHING_IN_COMMON -> ReachRules.nothingInCommon(failure);
                    case CUT -> ReachRules.cut(seen, failure);
                    case HOST_NAME_MISMATCH -> ServerCertificateRules.nameMismatch(seen);
                    case SERVER_NOT_TRUSTED -> ServerCertificateRules.notTrusted(seen, failure, Instant.now());
                    case ALERT -> AlertRules.of(seen, failure, Instant.now());
                    case OTHER -> ReachRules.other(seen, failure);
                };
        return List.of(found);
    }
}

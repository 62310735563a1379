package io.callout4j.internal.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.pki.PkixTrust;
import io.callout4j.trust.ServerTrust;
import java.time.Clock;
import java.time.Duration;

/** A bounded cache of the TLS contexts of one runtime, one per identity. Thread-safe. */
public final class TlsContexts {

    private static final int MAX_CONTEXTS = 2_000;
    /** Short, so that replaced certificates do not stay in memory. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final TlsSettings settings;
    /** Shared by all contexts: it contains every anchor, and does not depend on the identity. */
    private final ServerChecks checks;

    private final Cache<ClientIdentity, TlsContext> contexts = Caffeine.newBuilder()
            .maximumSize(MAX_CONTEXTS)
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .build();

    /** An empty cache; rejects trust settings without anchors. */
    TlsContexts(TlsSettings settings, RevocationChecks revocation, Clock clock) {
        ServerTrust trust = settings.trust();
        if (trust.anchors().isEmpty()) {
            throw new CalloutConfigurationException(
                    "There are no trust anchors, so no server can be trusted: " + trust + ". Check the JDK's cacerts"
                            + " and the system property javax.net.ssl.trustStore, or configure trust anchors with"
                            + " Callouts.builder().trust(…).",
                    Finding.error(
                            FindingCode.TRUST_STORE_EMPTY,
                            "The trust store contains no trusted certificates: " + trust + "."));
        }
        this.settings = settings;
        this.checks = new ServerChecks(trust, revocation, PkixTrust.over(trust.anchors()), clock);
    }

    /**
     * The context for an identity.
     *
     * @param identity the identity, or {@link ClientIdentity#none()}
     * @return the same context for the same identity, as long as it is in use
     */
    public TlsContext of(ClientIdentity identity) {
        return contexts.get(identity, key -> new TlsContext(key, settings, checks));
    }
}

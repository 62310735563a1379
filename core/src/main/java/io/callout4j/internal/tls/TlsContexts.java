package io.callout4j.internal.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.pki.PkixTrust;
import io.callout4j.trust.ServerTrust;
import java.time.Duration;
import javax.net.ssl.X509ExtendedTrustManager;

/** The TLS contexts of one runtime, one per identity, bounded; made once and found again. Thread-safe. */
public final class TlsContexts {

    private static final int MOST = 2_000;
    /** Short, so that certificates which were replaced do not stay. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final TlsSettings settings;
    private final RevocationChecks revocation;
    /** One for all contexts: it holds every anchor, and knows nothing of identities. */
    private final X509ExtendedTrustManager pkix;

    private final Cache<ClientIdentity, TlsContext> contexts = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .build();

    /** An empty cache; it refuses a trust that trusts nobody. */
    TlsContexts(TlsSettings settings, RevocationChecks revocation) {
        ServerTrust trust = settings.trust();
        if (trust.anchors().isEmpty()) {
            throw new CalloutConfigurationException(
                    "No server would be trusted: " + trust
                            + ". Check the JDK's cacerts and the system property javax.net.ssl.trustStore, or set a trust"
                            + " of your own with Callouts.builder().trust(…).",
                    Finding.error(
                            FindingCode.TRUST_STORE_EMPTY, "There is no certificate to be trusted in " + trust + "."));
        }
        this.settings = settings;
        this.revocation = revocation;
        this.pkix = PkixTrust.over(trust.anchors());
    }

    /**
     * The context for an identity.
     *
     * @param identity who to be, perhaps nobody
     * @return the same context for the same identity, for as long as it is in use
     */
    public TlsContext of(ClientIdentity identity) {
        return contexts.get(identity, who -> new TlsContext(who, settings, pkix, revocation));
    }
}

package io.callout4j;

import io.callout4j.config.Configuration;
import io.callout4j.config.ConfigurationFile;
import io.callout4j.identity.NamedCertificates;
import io.callout4j.tls.Connector;
import io.callout4j.tls.TlsContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a runtime is set to at this moment: named certificates, trust, destinations. A changed configuration replaces all of it or nothing;
 * callouts that run go on with what they began with. Thread-safe.
 */
final class LiveSettings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);

    /** What is replaced in one step. */
    record Now(RuntimeSettings settings, TlsContexts contexts) {
        CalloutRequest resolve(CalloutRequest request) {
            return settings.destinations().resolve(request);
        }
    }

    private final Connector connector;
    private final NamedCertificates certificates;
    private volatile Now now;
    private @Nullable ConfigurationWatch watch;

    LiveSettings(RuntimeSettings settings, Connector connector, Listeners listeners) {
        this.connector = connector;
        now = new Now(settings, connector.contexts(settings.tls()));
        certificates = opened(settings, listeners);
    }

    private static NamedCertificates opened(RuntimeSettings settings, Listeners listeners) {
        NamedCertificates certificates =
                settings.certificates().whenRead(listeners::certificatesRead).build();
        try {
            settings.checkCertificateNames(certificates.names());
            return certificates;
        } catch (CalloutException e) {
            certificates.close();
            throw e;
        }
    }

    /** From here on changes of the file count. */
    void follow(ConfigurationFile file) {
        watch = new ConfigurationWatch(file, now.settings().reloadEvery(), this::change);
    }

    private void change(Configuration next) {
        Now before = now;
        RuntimeSettings settings = before.settings().with(next);
        TlsContexts contexts =
                settings.tls().equals(before.settings().tls()) ? before.contexts() : connector.contexts(settings.tls());
        certificates.replaceWith(settings.certificates(), settings::checkCertificateNames);
        connector.proxy(settings.proxy());
        now = new Now(settings, contexts);
        if (settings.needRestartFor(before.settings())) {
            LOG.warn(
                    "Changed limits, asyncThreads, wireLog and reload in the configuration count from the next start on.");
        }
        settings.warnOfWeaknesses();
    }

    Now now() {
        return now;
    }

    NamedCertificates certificates() {
        return certificates;
    }

    /** Stops looking for changes. */
    @Override
    public void close() {
        certificates.close();
        if (watch != null) {
            watch.close();
        }
    }
}

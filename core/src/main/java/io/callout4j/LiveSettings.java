package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.internal.config.Configuration;
import io.callout4j.internal.config.ConfigurationFile;
import io.callout4j.internal.config.ConfigurationWatch;
import io.callout4j.internal.config.Settings;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.Download;
import io.callout4j.internal.tls.TlsContexts;
import io.callout4j.internal.tls.TlsSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current settings of a runtime, with its named certificates. A changed configuration replaces all of them or none; running callouts
 * keep the settings that they started with. Thread-safe.
 */
final class LiveSettings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);

    /**
     * What is replaced in one step.
     *
     * @param settings what the program and its configuration file set
     * @param destinations where callouts may go
     * @param tls how to use TLS
     * @param contexts TLS contexts by identity
     */
    record Snapshot(Settings settings, Destinations destinations, TlsSettings tls, TlsContexts contexts) {

        /** For the log line at startup. */
        @Override
        public String toString() {
            return "trusting " + tls.trust() + ", " + destinations;
        }
    }

    private final Settings program;
    private final Connector connector;
    private final Download download;
    private final NamedCertificates certificates;
    private volatile Snapshot current;
    private @Nullable ConfigurationWatch watch;

    /**
     * Opens all certificates.
     *
     * @param program what the program sets
     * @param file what the configuration file sets, or null
     */
    LiveSettings(
            Settings program,
            @Nullable Configuration file,
            Connector connector,
            Download download,
            Listeners listeners,
            CertificateExpiry.@Nullable Listener expiryListener) {
        this.program = program;
        this.connector = connector;
        this.download = download;
        current = effective(file, null);
        certificates = opened(current.settings(), file, listeners, expiryListener);
        warnOfWeaknesses(current);
    }

    /** The settings of program and file combined; if the TLS settings are unchanged, the TLS contexts and their sessions are kept. */
    private Snapshot effective(@Nullable Configuration file, @Nullable Snapshot before) {
        Settings settings = file == null ? program : program.over(file.settings());
        Destinations destinations =
                new Destinations(settings.get(Settings.NAMED_CREDENTIALS), settings.find(Settings.REMOTE_SITES));
        TlsSettings tls = tls(settings);
        TlsContexts contexts =
                before != null && before.tls().equals(tls) ? before.contexts() : Connector.contexts(tls, download);
        return new Snapshot(settings, destinations, tls, contexts);
    }

    private static TlsSettings tls(Settings settings) {
        TlsSettings tls = TlsSettings.of(settings.get(Settings.TRUST))
                .withVersions(settings.get(Settings.TLS_VERSIONS))
                .withOffer(settings.get(Settings.OFFER))
                .withSessionLifetime(settings.get(Settings.SESSION_LIFETIME));
        for (Map.Entry<String, String> name :
                settings.get(Settings.SERVER_NAMES).entrySet()) {
            tls = tls.withServerName(name.getKey(), name.getValue());
        }
        return tls;
    }

    private static NamedCertificates opened(
            Settings settings,
            @Nullable Configuration file,
            Listeners listeners,
            CertificateExpiry.@Nullable Listener expiryListener) {
        NamedCertificates certificates = NamedCertificates.builder()
                .addAll(settings.get(Settings.CERTIFICATES))
                .reloadEvery(settings.get(Settings.RELOAD_EVERY))
                .replaceable(file != null)
                .listener(expiryListener)
                .whenRead(listeners::certificatesRead)
                .build();
        try {
            checkNames(file, certificates.names());
            return certificates;
        } catch (CalloutException e) {
            certificates.close();
            throw e;
        }
    }

    private static void checkNames(@Nullable Configuration file, Set<String> names) {
        if (file != null) {
            file.checkCertificateNames(names);
        }
    }

    /** From current on, changes of the file take effect. */
    void follow(ConfigurationFile file) {
        watch = new ConfigurationWatch(file, current.settings().get(Settings.RELOAD_EVERY), this::change);
    }

    private void change(Configuration next) {
        Snapshot before = current;
        Snapshot changed = effective(next, before);
        certificates.replaceWith(changed.settings().get(Settings.CERTIFICATES), names -> checkNames(next, names));
        connector.proxy(changed.settings().get(Settings.PROXY));
        connector.maxAge(changed.settings().get(Settings.CONNECTION_AGE));
        current = changed;
        List<String> waiting = changed.settings().needingRestart(before.settings());
        if (!waiting.isEmpty()) {
            LOG.warn("Changes to {} in the configuration take effect after a restart.", String.join(", ", waiting));
        }
        warnOfWeaknesses(changed);
    }

    /** Warns once about insecure settings. */
    private static void warnOfWeaknesses(Snapshot current) {
        for (String name : current.destinations().sendingPasswordsUnencrypted()) {
            LOG.warn(
                    "The named credential {} sends its password over plain http, so anyone on the network path can"
                            + " read it.",
                    name);
        }
    }

    Snapshot current() {
        return current;
    }

    NamedCertificates certificates() {
        return certificates;
    }

    /** Stops checking for changes. */
    @Override
    public void close() {
        certificates.close();
        if (watch != null) {
            watch.close();
        }
    }
}

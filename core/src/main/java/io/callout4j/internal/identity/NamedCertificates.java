package io.callout4j.internal.identity;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.rules.CertificateName;
import io.callout4j.internal.text.ForeignText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a runtime, by name, kept up to date: a file that changes is reloaded within a few seconds. Running callouts keep the
 * identity they started with; the next one uses the new one. If the new file cannot be opened, the last valid version remains in use, and
 * one WARN says why.
 *
 * <p>Thread-safe. All names are replaced in one step. Changes are detected by content, so swapped symbolic links (as Kubernetes uses them)
 * are detected like rewritten files.
 */
public final class NamedCertificates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCertificates.class);
    private static final Duration WITHOUT_FILES = Duration.ofHours(1);

    private volatile List<CertificateSource> sources;
    private final Clock clock;
    private final ExpiryThresholds thresholds;
    private final Consumer<List<CertificateExpiry>> whenRead;
    private final @Nullable ScheduledExecutorService watch;
    private final ReloadWarnings warnings = new ReloadWarnings();

    private volatile Map<String, NamedEntry> current;

    NamedCertificates(NamedCertificatesBuilder builder) {
        sources = List.copyOf(builder.sources);
        clock = builder.clock;
        thresholds = new ExpiryThresholds(builder.listener);
        whenRead = builder.whenRead;
        current = opened(sources, Map.of());
        checkExpiry();
        whenRead.accept(expiries());
        watch = sources.isEmpty() && !builder.replaceable ? null : watch(builder.interval, builder.replaceable);
    }

    /**
     * Returns a builder.
     *
     * @return a builder; by default there are no certificates
     */
    public static NamedCertificatesBuilder builder() {
        return new NamedCertificatesBuilder();
    }

    /** All entries of some sources. An unchanged one is not opened again, so it keeps its connections. */
    private static Map<String, NamedEntry> opened(List<CertificateSource> sources, Map<String, NamedEntry> before) {
        Map<String, NamedEntry> found = new TreeMap<>();
        for (CertificateSource source : sources) {
            try {
                source.entries().forEach((name, entry) -> {
                    NamedEntry known = before.get(name);
                    NamedEntry read =
                            known == null ? NamedEntry.read(name, entry) : NamedEntry.readAgain(name, entry, known);
                    if (found.put(name, read) != null) {
                        throw new CalloutConfigurationException("There are two certificates named \""
                                + ForeignText.quotable(name, ForeignText.MAX_NAME) + "\". Give them different names.");
                    }
                });
            } catch (CalloutException e) {
                throw source.explain(e);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * Replaces all sources at once. Names that are in none of the new ones are removed; unchanged certificates are kept.
     *
     * @param next the new sources
     * @param check checks the names before anything changes, and throws if one is missing
     * @throws ClientCertificateException if one cannot be opened; then nothing has changed
     * @throws CalloutConfigurationException if a file cannot be read, or two have one name; then nothing has changed
     */
    public synchronized void replaceWith(List<CertificateSource> next, Consumer<Set<String>> check) {
        Map<String, NamedEntry> opened = opened(next, current);
        check.accept(opened.keySet());
        current = opened;
        sources = List.copyOf(next);
        checkExpiry();
        whenRead.accept(expiries());
    }

    private ScheduledExecutorService watch(Duration interval, boolean replaceable) {
        boolean onFiles = replaceable || sources.stream().anyMatch(CertificateSource::isFileBased);
        long nanos = (onFiles ? interval : WITHOUT_FILES).toNanos();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "callout4j-certificates");
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
        return executor;
    }

    /** Checks once for changes and for certificates that are about to expire. */
    synchronized void check() {
        try {
            boolean changed = reload();
            checkExpiry();
            if (changed) {
                whenRead.accept(expiries());
            }
        } catch (RuntimeException e) {
            LOG.warn("The certificates could not be checked for changes: {}", ForeignText.message(e.toString()));
        }
    }

    /** Whether one was added or replaced. */
    private boolean reload() {
        Map<String, NamedEntry> before = current;
        Map<String, NamedEntry> next = new TreeMap<>(before);
        for (CertificateSource source : sources) {
            if (source.isFileBased()) {
                reload(source, next);
            }
        }
        current = Collections.unmodifiableMap(next);
        return next.entrySet().stream().anyMatch(entry -> {
            NamedEntry known = before.get(entry.getKey());
            return known == null || !known.version().equals(entry.getValue().version());
        });
    }

    private void reload(CertificateSource source, Map<String, NamedEntry> next) {
        Map<String, KeyStoreEntry> entries;
        try {
            entries = source.entries();
            warnings.succeeded(source.toString());
        } catch (CalloutException e) {
            warnings.failed(
                    source.toString(),
                    "",
                    "Certificates could not be reloaded; the previous ones remain in use: "
                            + source.explain(e).getMessage());
            return;
        }
        entries.forEach((name, entry) -> reload(source, name, entry, next));
    }

    private void reload(CertificateSource source, String name, KeyStoreEntry entry, Map<String, NamedEntry> next) {
        String what = "certificate " + name;
        String version = "";
        try {
            version = entry.contentDigest();
            if (warnings.alreadyReported(what, version)) {
                return;
            }
            NamedEntry before = next.get(name);
            if (before == null || !before.version().equals(version)) {
                next.put(name, NamedEntry.read(name, entry));
                LOG.info(
                        "The certificate named {} was {}.",
                        ForeignText.quotable(name, ForeignText.MAX_NAME),
                        before == null ? "added" : "replaced");
            }
            warnings.succeeded(what);
        } catch (CalloutException e) {
            warnings.failed(
                    what,
                    version,
                    "The changed certificate cannot be used; the previous one remains in use: "
                            + source.explain(e).getMessage());
        }
    }

    private void checkExpiry() {
        expiries().forEach(thresholds::check);
    }

    /**
     * The identity with a name.
     *
     * @param name the name; case-sensitive
     * @return the identity, or null if the name is unknown or its key needs a password that is not configured
     */
    public @Nullable ClientIdentity identity(String name) {
        NamedEntry named = current.get(name);
        return named == null ? null : named.identity();
    }

    /**
     * The version of a certificate's content.
     *
     * @param name the name
     * @return a string that differs between versions, or null if the name is unknown
     */
    public @Nullable String version(String name) {
        NamedEntry named = current.get(name);
        return named == null ? null : named.version();
    }

    /**
     * Opens a certificate whose key needs a password that is not configured.
     *
     * @param name the name
     * @param keyPassword the password to try, or null
     * @return the identity
     * @throws ClientCertificateException if the name is unknown, in which case the message lists the known names, or if the key cannot be
     *     opened
     */
    public ClientIdentity open(String name, char @Nullable [] keyPassword) {
        NamedEntry named = current.get(name);
        if (named == null) {
            throw new ClientCertificateException(Reason.NO_SUCH_ALIAS, unknown(name));
        }
        return named.identity() != null ? named.identity() : named.entry().load(keyPassword);
    }

    private String unknown(String name) {
        String known = current.isEmpty()
                ? ". No named certificates are configured."
                : ". Known names: " + ForeignText.list(", ", current.keySet()) + ".";
        return "No certificate named " + CertificateName.shown(name) + known
                + " Set clientCertName_x to a known name, or add the certificate to certificates in the configuration or"
                + " with Callouts.builder().certificate(name, entry). Names are case-sensitive.";
    }

    /**
     * The current names.
     *
     * @return an unmodifiable set, sorted
     */
    public Set<String> names() {
        return current.keySet();
    }

    /**
     * When each certificate expires.
     *
     * @return a new list, sorted by name; certificates whose key has not been opened are not included
     */
    public List<CertificateExpiry> expiries() {
        Instant now = clock.instant();
        List<CertificateExpiry> expiries = new ArrayList<>();
        current.forEach((name, named) -> {
            if (named.identity() != null) {
                expiries.add(CertificateExpiry.of(name, named.identity(), now));
            }
        });
        return expiries;
    }

    /** Stops checking for changes. */
    @Override
    public void close() {
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}

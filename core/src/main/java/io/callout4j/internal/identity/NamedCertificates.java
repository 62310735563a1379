package io.callout4j.internal.identity;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.rules.CertificateName;
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
 * The certificates of a runtime, by name, kept up to date: a file that changes is read again within a few seconds. Callouts in
 * flight keep the identity they began with, the next one takes the new. A new file that cannot be opened changes nothing: the
 * last good version stays in use, and one WARN says why.
 *
 * <p>Thread-safe. All names are replaced in one step. What counts as a change is the content, so swapped symbolic links (as Kubernetes
 * makes them) are noticed like rewritten files.
 */
public final class NamedCertificates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCertificates.class);
    private static final Duration WITHOUT_FILES = Duration.ofHours(1);

    private volatile List<CertificateSource> sources;
    private final Clock clock;
    private final ExpiryThresholds thresholds;
    private final Consumer<List<CertificateExpiry>> whenRead;
    private final @Nullable ScheduledExecutorService watch;
    private final Troubles troubles = new Troubles();

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
     * Starts a collection.
     *
     * @return a builder; without more it holds nothing
     */
    public static NamedCertificatesBuilder builder() {
        return new NamedCertificatesBuilder();
    }

    /** All entries of some places. What has not changed is not opened again, so that it keeps its connections. */
    private static Map<String, NamedEntry> opened(List<CertificateSource> sources, Map<String, NamedEntry> before) {
        Map<String, NamedEntry> found = new TreeMap<>();
        for (CertificateSource source : sources) {
            try {
                source.entries().forEach((name, entry) -> {
                    NamedEntry known = before.get(name);
                    NamedEntry read =
                            known == null ? NamedEntry.read(name, entry) : NamedEntry.readAgain(name, entry, known);
                    if (found.put(name, read) != null) {
                        throw new CalloutConfigurationException(
                                "There are two certificates named \"" + name + "\". Give each a name of its own.");
                    }
                });
            } catch (CalloutException e) {
                throw source.explain(e);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * Takes other places instead of those it has, all at once. Names that are in none of them are gone; what has not changed stays as it
     * is.
     *
     * @param next where the certificates are now
     * @param check looks at the names before anything changes, and throws where one is missed
     * @throws ClientCertificateException where one cannot be opened; then nothing has changed
     * @throws CalloutConfigurationException where a file cannot be read, or two have one name; then nothing has changed
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
        var unused = executor.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
        return executor;
    }

    /** Looks once whether something has changed or come close to its end. */
    synchronized void look() {
        try {
            boolean changed = reload();
            checkExpiry();
            if (changed) {
                whenRead.accept(expiries());
            }
        } catch (RuntimeException e) {
            LOG.warn("The certificates could not be looked at: {}", e.toString());
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
            troubles.over(source.toString());
        } catch (CalloutException e) {
            troubles.note(
                    source.toString(),
                    "",
                    "Certificates could not be read again, the last ones stay in use: "
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
            if (troubles.told(what, version)) {
                return;
            }
            NamedEntry before = next.get(name);
            if (before == null || !before.version().equals(version)) {
                next.put(name, NamedEntry.read(name, entry));
                LOG.info("The certificate named {} was {}.", name, before == null ? "added" : "replaced");
            }
            troubles.over(what);
        } catch (CalloutException e) {
            troubles.note(
                    what,
                    version,
                    "A changed certificate cannot be used, the last one stays in use: "
                            + source.explain(e).getMessage());
        }
    }

    private void checkExpiry() {
        expiries().forEach(thresholds::check);
    }

    /**
     * The identity kept under a name.
     *
     * @param name the name; upper and lower case differ
     * @return the identity, or null where the name is not known or its key wants a password
     */
    public @Nullable ClientIdentity identity(String name) {
        NamedEntry named = current.get(name);
        return named == null ? null : named.identity();
    }

    /**
     * What tells one version of a certificate's file from the next.
     *
     * @param name the name
     * @return a text, or null where the name is not known
     */
    public @Nullable String version(String name) {
        NamedEntry named = current.get(name);
        return named == null ? null : named.version();
    }

    /**
     * Opens a certificate whose key wants a password that nobody has configured.
     *
     * @param name the name
     * @param keyPassword the password to try, or null
     * @return the identity
     * @throws ClientCertificateException where the name is not known, with the known ones listed, or the key does not open
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
                ? ": this runtime has no named certificates at all."
                : "; the known names are " + String.join(", ", current.keySet()) + ".";
        return "There is no certificate named " + CertificateName.shown(name) + known
                + " Set clientCertName_x to one of these, or add it to certificates in the configuration, or"
                + " with Callouts.builder().certificate(name, entry). Names tell upper from lower case.";
    }

    /**
     * The names there are at this moment.
     *
     * @return an unmodifiable set, sorted
     */
    public Set<String> names() {
        return current.keySet();
    }

    /**
     * How long each certificate is still good.
     *
     * @return a new list, sorted by name; certificates whose key has not been opened are not in it
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

    /** Stops looking for changes. */
    @Override
    public void close() {
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}

package io.callout4j.internal.config;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.text.ForeignText;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads a configuration when it changes. An invalid one is not used, and is reported once: not at the first check, when the file may
 * still be being written, but at the second.
 */
public final class ConfigurationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.callout4j.Callouts");

    private final ConfigurationFile file;
    private final Consumer<Configuration> change;
    private final ScheduledExecutorService executor;
    private @Nullable String problem;
    private boolean reported;

    /**
     * Starts checking.
     *
     * @param file a file that has been read once
     * @param change applies a changed configuration; if it throws, it must not have changed anything
     */
    public ConfigurationWatch(ConfigurationFile file, Duration every, Consumer<Configuration> change) {
        this.file = file;
        this.change = change;
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "callout4j-configuration");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = every.toNanos();
        var unused = executor.scheduleWithFixedDelay(this::check, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Checks once. */
    public void check() {
        try {
            if (file.hasChanged() || (problem != null && file.certificatesHaveChanged())) {
                reload();
            } else if (problem != null && !reported) {
                reported = true;
                LOG.warn("The changed configuration is invalid; the previous one remains in use: {}", problem);
            }
        } catch (RuntimeException e) {
            LOG.warn("The configuration could not be checked for changes: {}", ForeignText.message(e.toString()));
        }
    }

    private void reload() {
        try {
            change.accept(file.read());
            LOG.info("The configuration {} has been reloaded.", ForeignText.escaped(file.toString()));
            problem = null;
            reported = false;
        } catch (CalloutException e) {
            reported = reported && String.valueOf(e.getMessage()).equals(problem);
            problem = String.valueOf(e.getMessage());
        }
    }

    /** Stops checking. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

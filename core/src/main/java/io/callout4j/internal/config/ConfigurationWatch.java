package io.callout4j.internal.config;

import io.callout4j.error.CalloutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a configuration again when it changes. One that is broken changes nothing and is told once: not at the first look, when it may be
 * just being written, but at the second.
 */
public final class ConfigurationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.callout4j.Callouts");

    private final ConfigurationFile file;
    private final Consumer<Configuration> change;
    private final ScheduledExecutorService executor;
    private @Nullable String trouble;
    private boolean told;

    /**
     * Starts looking.
     *
     * @param file what has been read once
     * @param change takes a changed configuration, or throws and has changed nothing
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
        var unused = executor.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Checks once. */
    public void look() {
        try {
            if (file.hasChanged() || (trouble != null && file.certificatesHaveChanged())) {
                reload();
            } else if (trouble != null && !told) {
                told = true;
                LOG.warn("A changed configuration cannot be used, the last one stays in use: {}", trouble);
            }
        } catch (RuntimeException e) {
            LOG.warn("The configuration could not be looked at: {}", e.toString());
        }
    }

    private void reload() {
        try {
            change.accept(file.read());
            LOG.info("The configuration {} was read again.", file);
            trouble = null;
            told = false;
        } catch (CalloutException e) {
            told = told && String.valueOf(e.getMessage()).equals(trouble);
            trouble = String.valueOf(e.getMessage());
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

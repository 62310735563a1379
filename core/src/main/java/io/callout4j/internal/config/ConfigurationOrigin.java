package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a runtime's configuration comes from.
 *
 * @param file a file, which is watched for changes, or null
 * @param resource a resource on the class path, or null
 */
public record ConfigurationOrigin(
        @Nullable Path file, @Nullable URL resource) {

    private static final String FILE = "callouts.json";

    public static ConfigurationOrigin of(Path file) {
        // Readers of messages do not know the working directory.
        return new ConfigurationOrigin(file.toAbsolutePath(), null);
    }

    public static ConfigurationOrigin of(URL resource) {
        return new ConfigurationOrigin(null, resource);
    }

    /** The configuration, and the file to watch for changes; null if it cannot change. */
    public record Opened(
            Configuration configuration, @Nullable ConfigurationFile watched) {}

    public Opened open() {
        if (resource != null) {
            return new Opened(Configuration.read(resource), null);
        }
        if (file == null) {
            throw new IllegalStateException("Neither a file nor a resource is set.");
        }
        ConfigurationFile watched = new ConfigurationFile(file);
        return new Opened(watched.read(), watched);
    }

    /** The default configuration of this JVM, or null if there is none. A file that is named explicitly must exist. */
    public static @Nullable ConfigurationOrigin find() {
        String property = System.getProperty("callout4j.config");
        String named = property != null ? property : System.getenv("CALLOUT4J_CONFIG");
        if (named != null) {
            return of(path(
                    named,
                    property != null ? "the system property callout4j.config" : "the variable CALLOUT4J_CONFIG"));
        }
        if (Files.exists(Path.of(FILE))) {
            return of(Path.of(FILE).toAbsolutePath());
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL resource = (loader == null ? ConfigurationOrigin.class.getClassLoader() : loader).getResource(FILE);
        return resource == null ? null : of(resource);
    }

    private static Path path(String named, String by) {
        try {
            if (!named.isBlank()) {
                return Path.of(named);
            }
        } catch (InvalidPathException e) {
            // Reported below.
        }
        throw new CalloutConfigurationException(
                "The value of " + by + " is not a valid path. Set it to the path of a configuration file.");
    }
}

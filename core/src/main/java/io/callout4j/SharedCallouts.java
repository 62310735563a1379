package io.callout4j;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The runtime of stubs that were made without one. */
final class SharedCallouts {

    private static final String FILE = "callouts.json";

    private static @Nullable Callouts instance;

    private SharedCallouts() {}

    static synchronized Callouts get() {
        if (instance == null) {
            instance = Callouts.newShared(configuration());
        }
        return instance;
    }

    /** The first configuration there is, or null. A file that is named must be there; one that is looked for need not. */
    private static @Nullable ConfigurationOrigin configuration() {
        String property = System.getProperty("callout4j.config");
        String named = property != null ? property : System.getenv("CALLOUT4J_CONFIG");
        if (named != null) {
            return ConfigurationOrigin.of(path(
                    named,
                    property != null ? "the system property callout4j.config" : "the variable CALLOUT4J_CONFIG"));
        }
        if (Files.exists(Path.of(FILE))) {
            return ConfigurationOrigin.of(Path.of(FILE).toAbsolutePath());
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL resource = (loader == null ? SharedCallouts.class.getClassLoader() : loader).getResource(FILE);
        return resource == null ? null : ConfigurationOrigin.of(resource);
    }

    private static Path path(String named, String by) {
        try {
            if (!named.isBlank()) {
                return Path.of(named);
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new CalloutConfigurationException(
                "What " + by + " holds is no path. Set it to the path of a configuration file.");
    }
}

package io.callout4j;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The runtime of stubs that were made without one. */
final class SharedCallouts {

    private static final String FILE = "callouts.json";

    private static @Nullable Callouts instance;

    private SharedCallouts() {}

    static synchronized Callouts get() {
        if (instance == null) {
            refuseConfiguration();
            instance = Callouts.newShared();
        }
        return instance;
    }

    /** A file that is there and not read would be worse than none: its certificates and its trust would silently not count. */
    private static void refuseConfiguration() {
        String named = configuration();
        if (named != null) {
            throw new CalloutConfigurationException("A configuration is named by " + named
                    + ", but this version of callout4j does not read configuration files. Build the runtime with"
                    + " Callouts.builder() and give it to the stub, or take the file away.");
        }
    }

    private static @Nullable String configuration() {
        if (System.getProperty("callout4j.config") != null) {
            return "the system property callout4j.config (" + System.getProperty("callout4j.config") + ")";
        }
        if (System.getenv("CALLOUT4J_CONFIG") != null) {
            return "the variable CALLOUT4J_CONFIG (" + System.getenv("CALLOUT4J_CONFIG") + ")";
        }
        if (Files.exists(Path.of(FILE))) {
            return "the file " + Path.of(FILE).toAbsolutePath();
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader != null && loader.getResource(FILE) != null) {
            return FILE + " on the class path";
        }
        return null;
    }
}

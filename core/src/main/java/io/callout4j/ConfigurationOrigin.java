package io.callout4j;

import io.callout4j.config.Configuration;
import io.callout4j.config.ConfigurationFile;
import java.net.URL;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a runtime's configuration comes from.
 *
 * @param file a file, which may change, or null
 * @param resource a resource on the class path, which does not, or null
 */
record ConfigurationOrigin(@Nullable Path file, @Nullable URL resource) {

    static ConfigurationOrigin of(Path file) {
        // Messages are read by somebody who does not know the folder that the program was started in.
        return new ConfigurationOrigin(file.toAbsolutePath(), null);
    }

    static ConfigurationOrigin of(URL resource) {
        return new ConfigurationOrigin(null, resource);
    }

    /** What is read, and what is looked at for changes: null where nothing can change. */
    record Opened(Configuration configuration, @Nullable ConfigurationFile watched) {}

    Opened open() {
        if (resource != null) {
            return new Opened(Configuration.read(resource), null);
        }
        if (file == null) {
            throw new IllegalStateException("A configuration comes from a file or a resource.");
        }
        ConfigurationFile watched = new ConfigurationFile(file);
        return new Opened(watched.read(), watched);
    }
}

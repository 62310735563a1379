package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes paths of what a configuration says: relative ones start where the file lies. */
record Locations(@Nullable Path folder) {

    /**
     * A path.
     *
     * @param head what goes before a message about it
     * @throws CalloutConfigurationException where it is none, or relative without a place to start at
     */
    Path path(String text, String head) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new CalloutConfigurationException(head + "this is no path (" + e.getReason() + "). Mend it.", e);
        }
        if (text.isBlank()) {
            throw new CalloutConfigurationException(head + "the path is empty. Name a file.");
        }
        if (text.equals("~") || text.startsWith("~/")) {
            throw new CalloutConfigurationException(head + "the path " + path
                    + " begins with ~, which only shells know. Write ${sys:user.home} in its place.");
        }
        if (path.isAbsolute()) {
            return path;
        }
        if (folder == null) {
            throw new CalloutConfigurationException(head + "the path " + path
                    + " is relative, and a configuration from the class path lies nowhere that it could start at. Write an"
                    + " absolute path, such as ${sys:user.home}/….");
        }
        return folder.resolve(path).normalize();
    }
}

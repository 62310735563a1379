package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Resolves the paths in a configuration against the folder of the file. */
record Locations(@Nullable Path folder) {

    /**
     * Resolves a path.
     *
     * @param head the beginning of a message about it
     * @throws CalloutConfigurationException if it is not a path, or is relative and there is no folder
     */
    Path path(String text, String head) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new CalloutConfigurationException(head + "this is not a valid path (" + e.getReason() + ").", e);
        }
        if (text.isBlank()) {
            throw new CalloutConfigurationException(head + "the path is empty. Specify a file.");
        }
        if (text.equals("~") || text.startsWith("~/")) {
            throw new CalloutConfigurationException(head + "the path " + path
                    + " begins with ~, which only shells expand. Use ${sys:user.home} instead.");
        }
        if (path.isAbsolute()) {
            return path;
        }
        if (folder == null) {
            throw new CalloutConfigurationException(head + "the path " + path
                    + " is relative, but a configuration from the class path has no folder to resolve it against."
                    + " Use an absolute path, such as ${sys:user.home}/….");
        }
        return folder.resolve(path).normalize();
    }
}

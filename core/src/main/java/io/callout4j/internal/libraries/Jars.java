package io.callout4j.internal.libraries;

import io.callout4j.internal.text.ForeignText;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which jars a class is in. Does not load the class. */
final class Jars {

    /** Also within another jar, and in a runtime image. */
    private static final Pattern JAR = Pattern.compile(".*?([^/\\\\!]+)!?/[^!]*");

    private static final ClassLoader LOADER = Objects.requireNonNull(Jars.class.getClassLoader());

    private Jars() {}

    /** The name of the jar that the class is loaded from, such as {@code bcprov-jdk18on-1.87.jar}; null if there is none. */
    static @Nullable String of(String type) {
        URL found = LOADER.getResource(resource(type));
        return found == null ? null : name(found, type);
    }

    /** All jars with the class, the one that it is loaded from first. Searches the whole class path. */
    static List<String> all(String type) {
        try {
            return Collections.list(LOADER.getResources(resource(type))).stream()
                    .map(found -> name(found, type))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** What the manifest says, or null. Loads the class. */
    static @Nullable String version(String type) {
        try {
            return Class.forName(type, false, LOADER).getPackage().getImplementationVersion();
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static String resource(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static String name(URL found, String type) {
        String place = found.toString();
        String jar =
                place.substring(0, Math.max(0, place.length() - resource(type).length()));
        Matcher matcher = JAR.matcher(jar);
        return ForeignText.quotable(matcher.matches() ? matcher.group(1) : jar, ForeignText.MAX_NAME);
    }
}

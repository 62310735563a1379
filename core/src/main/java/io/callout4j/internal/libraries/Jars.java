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

    /** For messages only: not loaded at a start without problems. */
    private static final class Names {
        /** The innermost jar; what follows is a folder in it, such as that of a Java version. */
        private static final Pattern JAR = Pattern.compile(".*?([^/!]+)/?!/[^!]*");

        private static final Pattern FOLDER = Pattern.compile(".*?([^/]+)/");
    }

    private static final ClassLoader LOADER = Objects.requireNonNull(Jars.class.getClassLoader());

    private Jars() {}

    /** The name of the jar that the class is loaded from, such as {@code bcprov-jdk18on-1.87.jar}; null if there is none. */
    static @Nullable String of(String type) {
        URL found = LOADER.getResource(resource(type));
        return found == null ? null : name(found, type);
    }

    /** Whether two classes are certainly in the same jar. Cheap; may be false for a jar that has one of them once more for newer JDKs. */
    static boolean areTogether(String type, String other) {
        URL one = LOADER.getResource(resource(type));
        URL two = LOADER.getResource(resource(other));
        return one != null && two != null && place(one.toString(), type).equals(place(two.toString(), other));
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
        return name(found.toString(), type);
    }

    /** The name of the jar or folder in an address of a class. */
    static String name(String address, String type) {
        String place = place(address, type);
        Matcher jar = Names.JAR.matcher(place);
        Matcher folder = Names.FOLDER.matcher(place);
        String name = jar.matches() ? jar.group(1) : folder.matches() ? folder.group(1) : place;
        return ForeignText.quotable(name, ForeignText.MAX_NAME);
    }

    private static String place(String address, String type) {
        return address.endsWith(resource(type))
                ? address.substring(0, address.length() - resource(type).length())
                : address;
    }
}

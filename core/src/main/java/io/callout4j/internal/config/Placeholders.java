package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.document.Document;
import io.callout4j.internal.document.Node;
import io.callout4j.internal.text.ForeignText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * Fills in <code>${env:NAME}</code>, <code>${file:PATH}</code> and <code>${sys:NAME}</code>; <code>$${</code> is an escaped
 * <code>${</code>.
 */
final class Placeholders {

    private static final String FORMS = "Use ${env:NAME}, ${file:PATH}, or ${sys:NAME}, or $${ for a literal ${.";

    /** All values together: a file that is named many times is filled in as often. */
    private static final int MAX_FILLED_IN = 32 << 20;

    private final Document document;
    private final Locations locations;
    private final ReadFiles files;
    private final UnaryOperator<@Nullable String> variables;
    private final Secrets secrets;
    private long filledIn;

    Placeholders(
            Document document,
            Locations locations,
            ReadFiles files,
            UnaryOperator<@Nullable String> variables,
            Secrets secrets) {
        this.document = document;
        this.locations = locations;
        this.files = files;
        this.variables = variables;
        this.secrets = secrets;
    }

    /** The tree with all placeholders filled in. */
    Node fill() {
        return fill(document.tree(), JsonPointer.empty());
    }

    private Node fill(Node node, JsonPointer at) {
        if (node instanceof Node.Branch branch) {
            Map<String, Node> filled = new LinkedHashMap<>();
            branch.children().forEach((key, child) -> filled.put(key, fill(child, at.appendProperty(key))));
            return new Node.Branch(Collections.unmodifiableMap(filled));
        }
        if (node instanceof Node.Items list) {
            List<Node> filled = new ArrayList<>();
            for (int i = 0; i < list.items().size(); i++) {
                filled.add(fill(list.items().get(i), at.appendIndex(i)));
            }
            return new Node.Items(Collections.unmodifiableList(filled));
        }
        if (!(node instanceof Node.Text text)) {
            return node;
        }
        String filled = fill(text.text(), at);
        secrets.note(at, filled);
        return new Node.Text(filled);
    }

    private String fill(String text, JsonPointer place) {
        String pointer = place.toString();
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
            if (at > from && text.charAt(at - 1) == '$') {
                filled.append(text, from, at - 1).append("${");
                from = at + 2;
                continue;
            }
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw rejected(pointer, "a ${ has no closing }. Add it, or write $${ for a literal ${.");
            }
            String value = value(text.substring(at + 2, end), pointer);
            filledIn += value.length();
            if (filledIn > MAX_FILLED_IN) {
                throw rejected(
                        pointer,
                        "the values of the placeholders up to here have more than " + MAX_FILLED_IN
                                + " characters. Check whether one names the wrong file.");
            }
            secrets.filledIn(place, text.substring(at, end + 1), value);
            filled.append(text, from, at).append(value);
            from = end + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private String value(String reference, String pointer) {
        int colon = reference.indexOf(':');
        String kind = colon < 0 ? "" : reference.substring(0, colon);
        String name = reference.substring(colon + 1).strip();
        if (name.isEmpty()) {
            throw rejected(pointer, "a ${…} has no name. " + FORMS);
        }
        return switch (kind) {
            case "env" -> variable(name, pointer);
            case "sys" -> property(name, pointer);
            case "file" -> file(name, pointer);
            default ->
                throw rejected(
                        pointer,
                        "unknown placeholder ${" + (kind.isEmpty() ? shown(name) : shown(kind) + ":…") + "}. " + FORMS);
        };
    }

    private String variable(String name, String pointer) {
        String value = variables.apply(name);
        if (value == null) {
            throw rejected(
                    pointer,
                    "the environment variable " + shown(name) + " is not set. Set it for this program's account.");
        }
        if (value.indexOf('\ufffd') >= 0) {
            throw rejected(
                    pointer,
                    "the environment variable " + shown(name)
                            + " contains characters that this JVM's locale cannot decode. Set a UTF-8 locale"
                            + " (LC_ALL=C.UTF-8), or use ${file:…}.");
        }
        return value;
    }

    private String property(String name, String pointer) {
        String value = System.getProperty(name);
        if (value == null) {
            throw rejected(
                    pointer,
                    "the system property " + shown(name) + " is not set. Set it with -D" + shown(name) + "=….");
        }
        return value;
    }

    private String file(String name, String pointer) {
        Path path = locations.path(name, document.at(pointer));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.read(path)))
                    .toString();
            // A trailing newline from an editor or echo is not part of a password.
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (NoSuchFileException e) {
            throw rejected(
                    pointer,
                    "the file " + path + " does not exist. Check the path; a relative one is resolved against the"
                            + " folder of this configuration.");
        } catch (CharacterCodingException e) {
            throw rejected(
                    pointer,
                    "the file " + path + " is not text in UTF-8. Save it in UTF-8, or configure its path"
                            + " instead of its content.");
        } catch (ReadFiles.FileTooLargeException e) {
            throw rejected(pointer, "the file " + e.getMessage() + ". Check the path.");
        } catch (IOException | InvalidPathException e) {
            throw rejected(
                    pointer,
                    Files.isDirectory(path)
                            ? path + " is a folder. Use the path of a file in it."
                            : "the file " + path + " cannot be read ("
                                    + e.getClass().getSimpleName()
                                    + "). Check that this program's account may read it.");
        }
    }

    private CalloutConfigurationException rejected(String pointer, String why) {
        return new CalloutConfigurationException(document.at(pointer) + why);
    }

    private static String shown(String name) {
        return ForeignText.quotable(name, ForeignText.MAX_NAME);
    }
}

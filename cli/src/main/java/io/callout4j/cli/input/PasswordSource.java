package io.callout4j.cli.input;

import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a password comes from: a variable or a file, never the command line itself, which other processes can read.
 *
 * @param variableOption the option that names a variable, for messages
 * @param variable the variable's name, or null
 * @param fileOption the option that names a file, for messages
 * @param file the file's name, or null
 */
public record PasswordSource(
        String variableOption,
        @Nullable String variable,
        String fileOption,
        @Nullable String file) {

    private static final int MOST_BYTES = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Anything else may well be a password that was typed in the wrong place, and is not repeated. */
    private static final Pattern SURELY_A_NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

    /** Whether there is a place to read it from. */
    public boolean isGiven() {
        return variable != null || file != null;
    }

    /** How to give one, for messages. */
    public String options() {
        return variableOption + " VAR or " + fileOption + " FILE";
    }

    /**
     * Reads it.
     *
     * @return the password, empty where the variable or the file is; null where no source is given
     * @throws UsageException where the variable is not set or garbled, or the file cannot be read
     */
    public char @Nullable [] read(Surroundings surroundings) {
        if (variable != null) {
            return fromVariable(variable, surroundings);
        }
        return file == null ? null : fromFile(file);
    }

    private char[] fromVariable(String name, Surroundings surroundings) {
        String value = surroundings.variable(name);
        if (value == null) {
            throw new UsageException(
                    SURELY_A_NAME.matcher(name).matches()
                            ? "The variable " + name + ", which " + variableOption + " names, is not set. Set and"
                                    + " export it; an empty one is the empty password."
                            : "The variable that " + variableOption + " names is not set. The option takes the name of"
                                    + " a variable, not the password itself.");
        }
        if (value.indexOf(REPLACEMENT) >= 0) {
            throw new UsageException("The value of the variable that " + variableOption + " names did not arrive whole:"
                    + " it has characters that this process's locale cannot read. Put the password into a file in UTF-8"
                    + " and give " + fileOption + " FILE, or set a UTF-8 locale (LC_ALL=C.UTF-8).");
        }
        return value.toCharArray();
    }

    private char[] fromFile(String name) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("The file that " + fileOption + " names cannot be read (" + name + ", "
                    + e.getClass().getSimpleName() + "). Check its path and its permissions.");
        }
        try {
            if (bytes.length > MOST_BYTES) {
                throw new UsageException("The file that " + fileOption + " names (" + name
                        + ") is larger than any password: over " + MOST_BYTES + " bytes.");
            }
            return withoutLineEnd(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
        } catch (CharacterCodingException e) {
            throw new UsageException("The file that " + fileOption + " names (" + name
                    + ") is not in UTF-8. Save it again in that encoding.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** One line end, which editors add, and a byte order mark, which PowerShell adds, are no part of a password. */
    private static char[] withoutLineEnd(CharBuffer text) {
        char[] characters = new char[text.remaining()];
        text.get(characters);
        Arrays.fill(text.array(), '\0');
        int start = characters.length > 0 && characters[0] == BYTE_ORDER_MARK ? 1 : 0;
        int end = characters.length;
        if (end > start && characters[end - 1] == '\n') {
            end--;
            if (end > start && characters[end - 1] == '\r') {
                end--;
            }
        }
        char[] password = Arrays.copyOfRange(characters, start, end);
        Arrays.fill(characters, '\0');
        return password;
    }
}

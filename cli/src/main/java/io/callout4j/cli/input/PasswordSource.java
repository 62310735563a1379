package io.callout4j.cli.input;

import io.callout4j.cli.console.CliEnvironment;
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
 * Where a password is read from: a variable or a file, never the command line itself, which other processes can read.
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

    private static final int MAX_BYTES = 1 << 16;
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Anything else may be a password typed in the wrong place, so messages do not repeat it. */
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

    /**
     * {@return whether the command line names a source}
     */
    public boolean isGiven() {
        return variable != null || file != null;
    }

    /**
     * {@return how to give a password, for messages}
     */
    public String options() {
        return variableOption + " VAR or " + fileOption + " FILE";
    }

    /**
     * Reads the password.
     *
     * @param environment where variables are looked up
     * @return the password, which is empty if the variable or file is empty; null if no source is given
     * @throws UsageException if the variable is not set or garbled, or the file cannot be read
     */
    public char @Nullable [] read(CliEnvironment environment) {
        if (variable != null) {
            return fromVariable(variable, environment);
        }
        return file == null ? null : fromFile(file);
    }

    private char[] fromVariable(String name, CliEnvironment environment) {
        String value = environment.variable(name);
        if (value == null) {
            throw new UsageException(
                    VARIABLE_NAME.matcher(name).matches()
                            ? "The environment variable " + name + " (" + variableOption + ") is not set. Set and"
                                    + " export it; for an empty password, set it to an empty value."
                            : "The environment variable given with " + variableOption + " is not set. The option takes"
                                    + " the name of a variable, not the password itself.");
        }
        if (value.indexOf(REPLACEMENT) >= 0) {
            throw new UsageException("The value of the environment variable given with " + variableOption
                    + " contains characters that this process's locale cannot represent. Put the password into a UTF-8"
                    + " file and use " + fileOption + " FILE, or set a UTF-8 locale (LC_ALL=C.UTF-8).");
        }
        return value.toCharArray();
    }

    private char[] fromFile(String name) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("The file given with " + fileOption + " cannot be read (" + name + ", "
                    + e.getClass().getSimpleName() + "). Check its path and permissions.");
        }
        try {
            if (bytes.length > MAX_BYTES) {
                throw new UsageException("The file given with " + fileOption + " (" + name
                        + ") is too large for a password: more than " + MAX_BYTES + " bytes.");
            }
            return withoutNewline(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
        } catch (CharacterCodingException e) {
            throw new UsageException(
                    "The file given with " + fileOption + " (" + name + ") is not in UTF-8. Save it as UTF-8.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Editors add a newline, and PowerShell adds a byte order mark; neither is part of the password. */
    private static char[] withoutNewline(CharBuffer text) {
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

package io.callout4j.cli.input;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.ClientCertificateException;
import io.callout4j.ClientCertificateException.Reason;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate's file as it is named on the command line: {@code FILE} or {@code FILE#alias}.
 *
 * @param path the file
 * @param alias the entry in it, or null
 */
public record CertificateFile(Path path, @Nullable String alias) {

    /**
     * Takes the name apart: at its last {@code #}, and only where no file of the whole name exists.
     *
     * @throws UsageException where it cannot be the name of a file
     */
    public static CertificateFile of(String name) {
        Path whole = path(name);
        int hash = name.lastIndexOf('#');
        if (hash <= 0 || Files.exists(whole)) {
            return new CertificateFile(whole, null);
        }
        Path before = path(name.substring(0, hash));
        // Where neither exists, the message had better name what was typed.
        return Files.exists(before)
                ? new CertificateFile(before, name.substring(hash + 1))
                : new CertificateFile(whole, null);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "\"" + name + "\" cannot be the name of a file here. Where it has characters beyond"
                            + " ASCII, set a UTF-8 locale (LC_ALL=C.UTF-8).");
        }
    }

    /**
     * The same file with the entry that an option names.
     *
     * @throws UsageException where the name of the file has one already
     */
    public CertificateFile withAlias(@Nullable String name) {
        if (name == null) {
            return this;
        }
        if (alias != null) {
            throw new UsageException("The entry is named twice: \"" + alias + "\" after the # and \"" + name
                    + "\" by --alias. Name it once.");
        }
        return new CertificateFile(path, name);
    }

    /**
     * Opens it. Where no password was given and the file turns out to need one, the person at the terminal is asked.
     *
     * @throws ClientCertificateException where it is refused
     * @throws UsageException where it cannot be read, or a password's source cannot
     */
    public ClientIdentity open(PasswordSource store, PasswordSource key, Surroundings surroundings) {
        try {
            return open(store, key, surroundings, KeyStoreEntry::load);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The same, for what takes the entry itself. */
    public <T> T open(
            PasswordSource store, PasswordSource key, Surroundings surroundings, Function<KeyStoreEntry, T> read) {
        char[] password = store.read(surroundings);
        char[] keyPassword = key.read(surroundings);
        try {
            try {
                return read.apply(entry(password, keyPassword));
            } catch (ClientCertificateException e) {
                if (e.reason() != Reason.WRONG_PASSWORD || store.isGiven() || surroundings.prompt() == null) {
                    throw e;
                }
                password = surroundings.prompt().ask("Password of " + path.getFileName());
            }
            return read.apply(entry(password, keyPassword));
        } catch (ClientCertificateException e) {
            if (e.reason() != Reason.WRONG_KEY_PASSWORD || key.isGiven() || surroundings.prompt() == null) {
                throw e;
            }
            keyPassword = surroundings.prompt().ask("Password of the private key in " + path.getFileName());
            return read.apply(entry(password, keyPassword));
        } finally {
            wipe(password);
            wipe(keyPassword);
        }
    }

    /**
     * Refuses what is not there before any password is asked for.
     *
     * @throws UsageException where it cannot be read
     */
    public CertificateFile readable() {
        return new CertificateFile(InputFile.readable("file", path.toString()), alias);
    }

    private KeyStoreEntry entry(char @Nullable [] password, char @Nullable [] keyPassword) {
        KeyStoreEntry entry = KeyStoreEntry.of(path, password);
        entry = alias == null ? entry : entry.withAlias(alias);
        return keyPassword == null ? entry : entry.withKeyPassword(keyPassword);
    }

    private static void wipe(char @Nullable [] password) {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }
}

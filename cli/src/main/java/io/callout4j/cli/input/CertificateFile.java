package io.callout4j.cli.input;

import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.UsageException;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The file of a client certificate as named on the command line: {@code FILE} or {@code FILE#alias}.
 *
 * @param path the file
 * @param alias the entry in it, or null
 */
public record CertificateFile(Path path, @Nullable String alias) {

    /**
     * Splits the name at its last {@code #}, unless a file with the whole name exists.
     *
     * @param name the name as given
     * @return the file
     * @throws UsageException if it is not a valid file name
     */
    public static CertificateFile of(String name) {
        Path whole = path(name);
        int hash = name.lastIndexOf('#');
        if (hash <= 0 || Files.exists(whole)) {
            return new CertificateFile(whole, null);
        }
        Path before = path(name.substring(0, hash));
        // If neither exists, the message must name the file as it was typed.
        return Files.exists(before)
                ? new CertificateFile(before, name.substring(hash + 1))
                : new CertificateFile(whole, null);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + name + "\" is not a valid file name on this system. If it contains"
                    + " non-ASCII characters, set a UTF-8 locale (LC_ALL=C.UTF-8).");
        }
    }

    /**
     * Selects the entry that an option names.
     *
     * @param name the entry's alias, or null to change nothing
     * @return the file with that entry
     * @throws UsageException if the file name already names an entry
     */
    public CertificateFile withAlias(@Nullable String name) {
        if (name == null) {
            return this;
        }
        if (alias != null) {
            throw new UsageException("The entry is named twice: \"" + alias + "\" after the # and \"" + name
                    + "\" with --alias. Use one of them.");
        }
        return new CertificateFile(path, name);
    }

    /**
     * Opens the file. If it needs a password and none was given, the user at the terminal is asked.
     *
     * @param store where the file's password comes from
     * @param key where the private key's own password comes from
     * @param environment the environment
     * @return the identity in the file
     * @throws ClientCertificateException if the file is rejected
     * @throws UsageException if the file or a password source cannot be read
     */
    public ClientIdentity open(PasswordSource store, PasswordSource key, CliEnvironment environment) {
        try {
            return open(store, key, environment, KeyStoreEntry::load);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Opens the file and passes its entry on. Passwords are handled as in {@link #open(PasswordSource, PasswordSource,
     * CliEnvironment)}.
     *
     * @param <T> what is read from the entry
     * @param store where the file's password comes from
     * @param key where the private key's own password comes from
     * @param environment the environment
     * @param read reads the entry
     * @return what was read
     */
    public <T> T open(
            PasswordSource store, PasswordSource key, CliEnvironment environment, Function<KeyStoreEntry, T> read) {
        char[] password = store.read(environment);
        char[] keyPassword = key.read(environment);
        try {
            try {
                return read.apply(entry(password, keyPassword));
            } catch (ClientCertificateException e) {
                if (e.reason() != Reason.WRONG_PASSWORD || store.isGiven() || environment.prompt() == null) {
                    throw e;
                }
                password = environment.prompt().ask("Password for " + path.getFileName());
            }
            return read.apply(entry(password, keyPassword));
        } catch (ClientCertificateException e) {
            if (e.reason() != Reason.WRONG_KEY_PASSWORD || key.isGiven() || environment.prompt() == null) {
                throw e;
            }
            keyPassword = environment.prompt().ask("Password for the private key in " + path.getFileName());
            return read.apply(entry(password, keyPassword));
        } finally {
            wipe(password);
            wipe(keyPassword);
        }
    }

    /**
     * Checks that the file can be read, before any password is asked for.
     *
     * @return the file
     * @throws UsageException if it cannot be read
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

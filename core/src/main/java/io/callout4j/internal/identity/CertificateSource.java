package io.callout4j.internal.identity;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.KeyStoreEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A source of named certificates. Its content may change while the program runs. */
public sealed interface CertificateSource {

    /**
     * One certificate with a name.
     *
     * @param explanation adds details to a failure to open it, such as the line of a configuration
     */
    static CertificateSource one(String name, KeyStoreEntry entry, UnaryOperator<CalloutException> explanation) {
        return new One(name, entry, explanation);
    }

    /** One certificate with a name. */
    static CertificateSource one(String name, KeyStoreEntry entry) {
        return one(name, entry, UnaryOperator.identity());
    }

    /** All certificates of a key store file or a folder. */
    static CertificateSource all(Path place, char @Nullable [] password) {
        return all(place, password, UnaryOperator.identity());
    }

    /**
     * All certificates of a key store file or a folder.
     *
     * @param password the password of the key stores, or null; copied
     * @param explanation adds details to a failure to open them
     */
    static CertificateSource all(Path place, char @Nullable [] password, UnaryOperator<CalloutException> explanation) {
        return Files.isDirectory(place)
                ? Folder.of(place, password, explanation)
                : new Store(KeyStoreEntry.of(place, password), explanation);
    }

    /** Its current entries. */
    Map<String, KeyStoreEntry> entries();

    /** Whether it can change. */
    boolean isFileBased();

    /** Adds details to a failure to open it. */
    CalloutException explain(CalloutException failure);

    /** One entry with a name that the program chose. */
    record One(String name, KeyStoreEntry entry, UnaryOperator<CalloutException> explanation)
            implements CertificateSource {
        @Override
        public Map<String, KeyStoreEntry> entries() {
            return Map.of(name, entry);
        }

        @Override
        public boolean isFileBased() {
            return entry.isFileBased();
        }

        @Override
        public CalloutException explain(CalloutException failure) {
            return explanation.apply(failure);
        }
    }

    /**
     * All entries of a key store file that have a private key, each under its alias. The names are only read again if the content has
     * changed, because reading them requires key derivation.
     */
    final class Store implements CertificateSource {

        private final KeyStoreEntry file;
        private final UnaryOperator<CalloutException> explanation;
        private String version = "";
        private Map<String, KeyStoreEntry> entries = Map.of();

        Store(KeyStoreEntry file, UnaryOperator<CalloutException> explanation) {
            this.file = file;
            this.explanation = explanation;
        }

        @Override
        public CalloutException explain(CalloutException failure) {
            return explanation.apply(failure);
        }

        @Override
        public synchronized Map<String, KeyStoreEntry> entries() {
            KeyStoreEntry snapshot = file.snapshot();
            String now = snapshot.contentDigest();
            if (!now.equals(version)) {
                Map<String, KeyStoreEntry> found = new TreeMap<>();
                for (String alias : snapshot.names()) {
                    found.put(alias, file.withAlias(alias));
                }
                if (found.isEmpty()) {
                    throw new ClientCertificateException(
                            ClientCertificateException.Reason.NO_PRIVATE_KEY,
                            file
                                    + " contains no private key, so it cannot be used for client certificates. Use"
                                    + " the key store with the client's key; certificates of the servers'"
                                    + " CAs belong in the trust settings.");
                }
                entries = found;
                version = now;
            }
            return entries;
        }

        @Override
        public boolean isFileBased() {
            return true;
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * The certificates in a folder: {@code tls.crt} with {@code tls.key} under the folder's name, each key store file under its name
     * without extension, and subfolders with {@code tls.crt} and {@code tls.key} under theirs.
     */
    record Folder(Path folder, KeyStoreOpener opener, UnaryOperator<CalloutException> explanation)
            implements CertificateSource {

        private static final List<String> ENDINGS = List.of(".p12", ".pfx", ".jks", ".jceks", ".bcfks", ".pem");

        /** Creates the entry for a key store file, with the password that all files of the folder share. */
        interface KeyStoreOpener {
            KeyStoreEntry entry(Path file);
        }

        @Override
        public CalloutException explain(CalloutException failure) {
            return explanation.apply(failure);
        }

        static Folder of(Path folder, char @Nullable [] password, UnaryOperator<CalloutException> explanation) {
            char @Nullable [] own = password == null ? null : password.clone();
            return new Folder(folder, file -> KeyStoreEntry.of(file, own), explanation);
        }

        @Override
        public Map<String, KeyStoreEntry> entries() {
            Map<String, KeyStoreEntry> entries = new TreeMap<>();
            putMounted(entries, folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    put(entries, file);
                }
            } catch (IOException e) {
                throw new CalloutConfigurationException(
                        "The folder of certificates " + folder.toAbsolutePath() + " cannot be listed: " + e
                                + ". Check the path and its permissions.",
                        e);
            }
            return entries;
        }

        private void put(Map<String, KeyStoreEntry> entries, Path file) {
            String name = file.getFileName().toString();
            if (name.startsWith(".")) {
                // Kubernetes keeps the versions of a mounted secret in folders such as ..data.
                return;
            }
            if (Files.isDirectory(file)) {
                putMounted(entries, file);
                return;
            }
            for (String ending : ENDINGS) {
                if (name.toLowerCase(Locale.ROOT).endsWith(ending)) {
                    entries.put(name.substring(0, name.length() - ending.length()), opener.entry(file));
                }
            }
        }

        private static void putMounted(Map<String, KeyStoreEntry> entries, Path place) {
            Path certificate = place.resolve("tls.crt");
            Path key = place.resolve("tls.key");
            Path name = place.toAbsolutePath().normalize().getFileName();
            if (name != null && Files.exists(certificate) && Files.exists(key)) {
                entries.put(name.toString(), KeyStoreEntry.ofPem(certificate, key));
            }
        }

        @Override
        public boolean isFileBased() {
            return true;
        }

        @Override
        public String toString() {
            return "folder " + folder.toAbsolutePath();
        }
    }
}

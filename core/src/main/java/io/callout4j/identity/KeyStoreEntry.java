package io.callout4j.identity;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.ClientCertificateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a client identity is kept: a key-store file of any format, or a certificate and a key in PEM, with what opens it.
 *
 * <pre>{@code
 * KeyStoreEntry.of(Path.of("contoso.p12"), password)
 * KeyStoreEntry.of(Path.of("partners.jks"), storePassword).withAlias("contoso").withKeyPassword(keyPassword)
 * KeyStoreEntry.ofPem(Path.of("tls.crt"), Path.of("tls.key"))
 * }</pre>
 *
 * <p>The format is told from the content, never from the name: PKCS#12, JKS, JCEKS, BCFKS, PEM, or base64 of any of them.
 * Nothing is read before {@link #load()}, and each load reads anew. Immutable and safe to share; passwords and content are
 * copied on the way in and never shown.
 */
public final class KeyStoreEntry {

    /** A file, or bytes that came from somewhere else. */
    private static final class Part {

        private final String origin;
        private final @Nullable Path path;
        private final byte @Nullable [] content;

        Part(String origin, @Nullable Path path, byte @Nullable [] content) {
            this.origin = origin;
            this.path = path;
            this.content = content;
        }

        boolean isSameAs(Part other) {
            return Objects.equals(path, other.path) && Arrays.equals(content, other.content);
        }

        static Part of(Path path) {
            return new Part(path.toAbsolutePath().toString(), path, null);
        }
    }

    private final List<Part> parts;
    private final char @Nullable [] password;
    private final char @Nullable [] keyPassword;
    private final @Nullable String alias;
    private final IdentityLimits limits;

    private KeyStoreEntry(
            List<Part> parts,
            char @Nullable [] password,
            char @Nullable [] keyPassword,
            @Nullable String alias,
            IdentityLimits limits) {
        this.parts = parts;
        this.password = password;
        this.keyPassword = keyPassword;
        this.alias = alias;
        this.limits = limits;
    }

    /**
     * An entry in a file.
     *
     * @param file the key store
     * @param password what opens it, or null where it has none; copied
     * @return the entry
     */
    public static KeyStoreEntry of(Path file, char @Nullable [] password) {
        return new KeyStoreEntry(List.of(Part.of(file)), copy(password), null, null, IdentityLimits.DEFAULT);
    }

    /**
     * An entry whose file somebody has read already, or that comes from a variable.
     *
     * @param content the file's bytes, or the bytes of its base64 or PEM text; copied
     * @param origin where it came from, for messages, such as the name of the variable
     * @param password what opens it, or null where it has none; copied
     * @return the entry
     */
    public static KeyStoreEntry ofBytes(byte[] content, String origin, char @Nullable [] password) {
        Part part = new Part(origin, null, content.clone());
        return new KeyStoreEntry(List.of(part), copy(password), null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A certificate and its key in two files, as Kubernetes mounts them ({@code tls.crt}, {@code tls.key}). An encrypted
     * key takes {@link #withKeyPassword}.
     *
     * @param certificates PEM text of the certificate and its chain, in any order; DER is taken too
     * @param privateKey PEM text of the key; DER is taken too
     * @return the entry
     */
    public static KeyStoreEntry ofPem(Path certificates, Path privateKey) {
        List<Part> parts = List.of(Part.of(certificates), Part.of(privateKey));
        return new KeyStoreEntry(parts, null, null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A certificate and its key in two texts, from variables for instance.
     *
     * @param certificates PEM text of the certificate and its chain; copied
     * @param privateKey PEM text of the key; copied
     * @param origin where they came from, for messages
     * @return the entry
     */
    public static KeyStoreEntry ofPem(byte[] certificates, byte[] privateKey, String origin) {
        List<Part> parts =
                List.of(new Part(origin, null, certificates.clone()), new Part(origin, null, privateKey.clone()));
        return new KeyStoreEntry(parts, null, null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A certificate and its key as PEM text in two environment variables, as containers are often given them.
     *
     * @param certificates the name of the variable with the certificate and its chain
     * @param privateKey the name of the variable with the key
     * @return the entry
     * @throws CalloutConfigurationException where a variable is not set
     */
    public static KeyStoreEntry ofPemVariables(String certificates, String privateKey) {
        return ofPem(
                variable(certificates), variable(privateKey), "the variables " + certificates + " and " + privateKey);
    }

    private static byte[] variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new CalloutConfigurationException("The environment variable " + name
                    + " is not set; it should hold PEM text. Set it for the account this program runs under.");
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The same with the name of the entry to take, needed where the file has several private keys. Names match letter for
     * letter, or else without regard to case, as JKS and the JDK have it.
     *
     * @param name the alias; an unnamed key goes by its number, from 1
     * @return a copy
     */
    public KeyStoreEntry withAlias(String name) {
        return new KeyStoreEntry(parts, password, keyPassword, name, limits);
    }

    /**
     * The same with a password for the private key itself. It alone is tried on the key then.
     *
     * @param password the key's password; copied
     * @return a copy
     */
    public KeyStoreEntry withKeyPassword(char[] password) {
        return new KeyStoreEntry(parts, this.password, password.clone(), alias, limits);
    }

    /**
     * The same with other limits.
     *
     * @param other what the file may ask for
     * @return a copy
     */
    public KeyStoreEntry withLimits(IdentityLimits other) {
        return new KeyStoreEntry(parts, password, keyPassword, alias, other);
    }

    /**
     * Reads and opens it.
     *
     * @return the identity
     * @throws ClientCertificateException where it cannot be opened; the reason says why
     * @throws CalloutConfigurationException where a file is absent or cannot be read
     */
    public ClientIdentity load() {
        return load(null);
    }

    /**
     * Reads and opens it, with a password to try on the private key where none is configured and the store's own does not
     * open it: what {@code clientCertPasswd_x} is beside {@code clientCertName_x}.
     *
     * @param fallbackKeyPassword the password to try last, or null
     * @return the identity
     * @throws ClientCertificateException where it cannot be opened; the reason says why
     * @throws CalloutConfigurationException where a file is absent or cannot be read
     */
    public ClientIdentity load(char @Nullable [] fallbackKeyPassword) {
        return open(contents(), fallbackKeyPassword);
    }

    /**
     * Reads and opens it as {@link #load()} does, and tells what an identity for callouts leaves out.
     *
     * @return the identity with its root and its name
     * @throws ClientCertificateException where it cannot be opened; the reason says why
     * @throws CalloutConfigurationException where a file is absent or cannot be read
     */
    public StoredIdentity loadStored() {
        return openStored(contents(), null);
    }

    /**
     * Reads and opens all there is in it, whatever alias this entry names.
     *
     * @return the identities in it, and what else is there
     * @throws ClientCertificateException where it cannot be opened, or one of its keys cannot
     * @throws CalloutConfigurationException where a file is absent or cannot be read
     */
    public KeyStoreListing list() {
        try (Reading reading = new Reading(origins(), limits, password, keyPassword, null)) {
            return KeyStoreListing.of(stored(contents(), reading), reading);
        }
    }

    /**
     * Reads the certificates in it, each once, in the order of the file. Private keys stay closed, and need not be there: this is
     * for what an authority sends back (PEM, DER, PKCS#7).
     *
     * @return an unmodifiable list, empty where there are none
     * @throws ClientCertificateException where it cannot be opened, or Java cannot read a certificate in it
     * @throws CalloutConfigurationException where a file is absent or cannot be read
     */
    public List<X509Certificate> certificates() {
        try (Reading reading = new Reading(origins(), limits, password, keyPassword, null)) {
            StoredContents stored = stored(contents(), reading);
            if (stored.unreadable() != null) {
                throw new IdentitySelection(stored, null, reading).unreadable(stored.unreadable());
            }
            return stored.certificates();
        }
    }

    /** What lies in its files at this moment, one for each part. */
    List<byte[]> contents() {
        List<byte[]> contents = new ArrayList<>();
        for (Part part : parts) {
            contents.add(part.content != null ? part.content : read(part));
        }
        return contents;
    }

    /** Opens what {@link #contents()} has read. */
    ClientIdentity open(List<byte[]> contents, char @Nullable [] fallbackKeyPassword) {
        return openStored(contents, fallbackKeyPassword).identity();
    }

    private StoredIdentity openStored(List<byte[]> contents, char @Nullable [] fallbackKeyPassword) {
        try (Reading reading = new Reading(origins(), limits, password, keyPassword, fallbackKeyPassword)) {
            return new IdentitySelection(stored(contents, reading), alias, reading).choose();
        }
    }

    /** The names of the entries with a private key in what {@link #contents()} has read. */
    List<String> names(List<byte[]> contents) {
        try (Reading reading = new Reading(origins(), limits, password, keyPassword, null)) {
            return stored(contents, reading).names();
        }
    }

    /** Whether its content can change while the program runs. */
    boolean isOnFiles() {
        return parts.stream().anyMatch(part -> part.path != null);
    }

    private StoredContents stored(List<byte[]> contents, Reading reading) {
        StoredContents all = null;
        for (int i = 0; i < parts.size(); i++) {
            reading.moveTo(parts.get(i).origin);
            StoredContents stored = new IdentityReader(reading).readFile(contents.get(i));
            if (all == null) {
                all = stored;
            } else {
                all.addAll(stored);
            }
        }
        reading.moveTo(origins());
        return Objects.requireNonNull(all, "an entry has at least one part");
    }

    /** Names the place and the alias, never a password or content. */
    @Override
    public String toString() {
        return "entry " + (alias == null ? "" : "\"" + alias + "\" ") + "in " + origins();
    }

    private String origins() {
        return parts.stream().map(part -> part.origin).distinct().collect(Collectors.joining(" and "));
    }

    private byte[] read(Part part) {
        Path path = part.path;
        if (path == null) {
            throw new IllegalStateException("a part is a path or bytes");
        }
        if (Files.isDirectory(path)) {
            throw new CalloutConfigurationException(
                    part.origin + " is a folder where a key-store file is needed. Name the file in it.");
        }
        // Text has line ends and base64 beside the bytes that count, so the reader gets more than the limit to judge.
        int most = 2 * limits.maxBytes() + 1;
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most);
        } catch (NoSuchFileException e) {
            throw new CalloutConfigurationException(
                    "The key-store file " + part.origin + " does not exist. Check the path"
                            + (path.isAbsolute()
                                    ? "."
                                    : "; a relative one starts at "
                                            + Path.of("").toAbsolutePath() + "."),
                    e);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The key-store file " + part.origin + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). Check its permissions for the account this program runs under.",
                    e);
        }
    }

    /** Whether the private key has a password of its own. */
    boolean hasKeyPassword() {
        return keyPassword != null;
    }

    /** Whether it is the same place, opened with the same passwords. */
    boolean isSameAs(KeyStoreEntry other) {
        return Arrays.equals(password, other.password)
                && Arrays.equals(keyPassword, other.keyPassword)
                && Objects.equals(alias, other.alias)
                && limits.equals(other.limits)
                && parts.size() == other.parts.size()
                && IntStream.range(0, parts.size()).allMatch(i -> parts.get(i).isSameAs(other.parts.get(i)));
    }

    private static char @Nullable [] copy(char @Nullable [] characters) {
        return characters == null ? null : Arrays.copyOf(characters, characters.length);
    }
}

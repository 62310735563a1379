package io.callout4j.identity;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.internal.keystore.KeyStoreFile;
import io.callout4j.internal.text.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a client identity is stored: a key store file of any format, or a certificate and a key in PEM, with its passwords.
 *
 * <pre>{@code
 * KeyStoreEntry.of(Path.of("contoso.p12"), password)
 * KeyStoreEntry.of(Path.of("partners.jks"), storePassword).withAlias("contoso").withKeyPassword(keyPassword)
 * KeyStoreEntry.ofPem(Path.of("tls.crt"), Path.of("tls.key"))
 * }</pre>
 *
 * <p>The format is detected from the content, never from the name: PKCS#12, JKS, JCEKS, BCFKS, PEM, or base64 of any of them.
 * Nothing is read before {@link #load()}, and each load reads the files again. Immutable and safe to share; passwords and content are
 * copied and never shown. Two entries are equal if they have the same origin and the same passwords.
 */
public final class KeyStoreEntry {

    /** A file, or bytes that came from somewhere else. */
    private record Part(String origin, @Nullable Path path, byte @Nullable [] content) {

        static Part of(Path path) {
            return new Part(path.toAbsolutePath().toString(), path, null);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Part part
                    && Objects.equals(path, part.path)
                    && Arrays.equals(content, part.content);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(path) + Arrays.hashCode(content);
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
     * A key store file.
     *
     * @param file the path of the file
     * @param password the password, or null; copied
     * @return the entry
     */
    public static KeyStoreEntry of(Path file, char @Nullable [] password) {
        return new KeyStoreEntry(List.of(Part.of(file)), copy(password), null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A key store in memory.
     *
     * @param content its bytes; copied
     * @param origin where they came from, for messages
     * @param password the password, or null; copied
     * @return the entry
     */
    public static KeyStoreEntry ofBytes(byte[] content, String origin, char @Nullable [] password) {
        Part part = new Part(origin, null, content.clone());
        return new KeyStoreEntry(List.of(part), copy(password), null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A certificate with its chain and a private key, each in a separate file (PEM or DER), as Kubernetes mounts them.
     *
     * @param certificates the certificate, and its chain if it has one
     * @param privateKey the key
     * @return the entry
     */
    public static KeyStoreEntry ofPem(Path certificates, Path privateKey) {
        List<Part> parts = List.of(Part.of(certificates), Part.of(privateKey));
        return new KeyStoreEntry(parts, null, null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A certificate with its chain and a private key in memory.
     *
     * @param certificates the certificate, and its chain if it has one; copied
     * @param privateKey the key; copied
     * @param origin where they came from, for messages
     * @return the entry
     */
    public static KeyStoreEntry ofPem(byte[] certificates, byte[] privateKey, String origin) {
        List<Part> parts =
                List.of(new Part(origin, null, certificates.clone()), new Part(origin, null, privateKey.clone()));
        return new KeyStoreEntry(parts, null, null, null, IdentityLimits.DEFAULT);
    }

    /**
     * A certificate with its chain and a private key, as PEM text in two environment variables.
     *
     * @param certificates the variable that contains the certificate
     * @param privateKey the variable that contains the key
     * @return the entry
     * @throws CalloutConfigurationException if one of them is not set
     */
    public static KeyStoreEntry ofPemVariables(String certificates, String privateKey) {
        return ofPem(
                variable(certificates), variable(privateKey), "the variables " + certificates + " and " + privateKey);
    }

    private static byte[] variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new CalloutConfigurationException("The environment variable " + name
                    + " is not set; it must contain PEM text. Set it for the account that this program runs as.");
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The same key store with one of its entries selected. Only needed if it has several private keys.
     *
     * @param name the alias, or the number from 1 of an unnamed key
     * @return a copy
     */
    public KeyStoreEntry withAlias(String name) {
        return new KeyStoreEntry(parts, password, keyPassword, name, limits);
    }

    /**
     * The same entry with a separate password for the private key. Without it, the store's password is used.
     *
     * @param password the password; copied
     * @return a copy
     */
    public KeyStoreEntry withKeyPassword(char[] password) {
        return new KeyStoreEntry(parts, this.password, password.clone(), alias, limits);
    }

    /**
     * The same entry with other limits.
     *
     * @param other how large the file may be, and how much work it may cause
     * @return a copy
     */
    public KeyStoreEntry withLimits(IdentityLimits other) {
        return new KeyStoreEntry(parts, password, keyPassword, alias, other);
    }

    /**
     * Reads and opens it.
     *
     * @return the identity
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     * @throws CalloutConfigurationException if a file cannot be read
     */
    public ClientIdentity load() {
        return load(null);
    }

    /**
     * Reads and opens it, with one more password to try on the private key.
     *
     * @param fallbackKeyPassword tried if the store's password does not open the key and none was set for it; or null
     * @return the identity
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     * @throws CalloutConfigurationException if a file cannot be read
     */
    public ClientIdentity load(char @Nullable [] fallbackKeyPassword) {
        return ClientIdentity.of(file().open(alias, fallbackKeyPassword));
    }

    /**
     * Reads all certificates, without opening a private key.
     *
     * @return each certificate once, in the order of the file
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     * @throws CalloutConfigurationException if a file cannot be read
     */
    public List<X509Certificate> certificates() {
        return file().certificates();
    }

    /**
     * Reads the names of the entries that have a private key, without opening one.
     *
     * @return their aliases, in the order of the file; unnamed keys are numbered from 1
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     * @throws CalloutConfigurationException if a file cannot be read
     */
    public List<String> names() {
        return file().names();
    }

    /**
     * The same entry with the content that its files have now. The copy never reads them again.
     *
     * @return a copy in memory
     * @throws CalloutConfigurationException if a file cannot be read
     */
    public KeyStoreEntry snapshot() {
        List<Part> read = parts.stream()
                .map(part -> new Part(part.origin, null, content(part)))
                .toList();
        return new KeyStoreEntry(read, password, keyPassword, alias, limits);
    }

    /**
     * A digest of the content, to detect whether a file has changed.
     *
     * @return a SHA-256 digest in hex
     * @throws CalloutConfigurationException if a file cannot be read
     */
    public String contentDigest() {
        MessageDigest digest = Fingerprint.sha256();
        for (Part part : parts) {
            digest.update(content(part));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Whether it is read from files, so that its content can change.
     *
     * @return false for content in memory
     */
    public boolean isFileBased() {
        return parts.stream().anyMatch(part -> part.path != null);
    }

    /**
     * Whether the private key has a separate password.
     *
     * @return true after {@link #withKeyPassword}
     */
    public boolean hasKeyPassword() {
        return keyPassword != null;
    }

    private KeyStoreFile file() {
        return new KeyStoreFile(
                parts.stream()
                        .map(part -> new KeyStoreFile.Part(part.origin, content(part)))
                        .toList(),
                password,
                keyPassword,
                limits.toReading());
    }

    private byte[] content(Part part) {
        if (part.content != null) {
            return part.content;
        }
        Path path = Objects.requireNonNull(part.path, "a part is a path or bytes");
        if (Files.isDirectory(path)) {
            throw new CalloutConfigurationException(
                    part.origin + " is a folder, not a key store file. Use the path of a file in it.");
        }
        // Line breaks and base64 make a text larger than its content, so the reader gets more than the limit and checks
        // it.
        int most = 2 * limits.maxBytes() + 1;
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(most);
        } catch (NoSuchFileException e) {
            throw new CalloutConfigurationException(
                    "The key store file " + part.origin + " does not exist. Check the path"
                            + (path.isAbsolute()
                                    ? "."
                                    : "; relative paths are resolved against "
                                            + Path.of("").toAbsolutePath() + "."),
                    e);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The key store file " + part.origin + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). Check its permissions for the account that this program runs as.",
                    e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyStoreEntry entry
                && parts.equals(entry.parts)
                && Arrays.equals(password, entry.password)
                && Arrays.equals(keyPassword, entry.keyPassword)
                && Objects.equals(alias, entry.alias)
                && limits.equals(entry.limits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parts, alias, limits);
    }

    /** Contains the origin and the alias, never a password or content. */
    @Override
    public String toString() {
        String origins = parts.stream().map(Part::origin).distinct().collect(Collectors.joining(" and "));
        return "entry " + (alias == null ? "" : "\"" + alias + "\" ") + "in " + origins;
    }

    private static char @Nullable [] copy(char @Nullable [] characters) {
        return characters == null ? null : Arrays.copyOf(characters, characters.length);
    }
}

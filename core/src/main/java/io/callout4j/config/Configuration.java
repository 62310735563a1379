package io.callout4j.config;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.CalloutLimits;
import io.callout4j.NamedCredential;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.identity.NamedCertificates;
import io.callout4j.identity.NamedCertificatesBuilder;
import io.callout4j.tls.CertificateOffer;
import io.callout4j.tls.HttpProxy;
import io.callout4j.tls.ServerTrust;
import io.callout4j.tls.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says. Most programs name the file to {@code Callouts.builder().configuration(file)} and never see this class;
 * it is for tools that look into one.
 *
 * <pre>{@code
 * Configuration configuration = Configuration.read(Path.of("callouts.json"));
 * configuration.namedCredentials().forEach((name, credential) -> System.out.println(name + " leads to " + credential));
 * }</pre>
 *
 * <p>A file is JSON (RFC 8259), or YAML where its name ends in {@code .yaml} or {@code .yml} and {@code jackson-dataformat-yaml} is on the
 * class path. Trust files have been read; certificates are opened by the runtime. Immutable and safe to share. What is not in the file
 * is null.
 */
public final class Configuration {

    /** What the reader has found. */
    record Parts(
            String origin,
            List<CertificateSections.Named> certificates,
            List<CertificateSections.Store> keyStores,
            @Nullable ServerTrust trust,
            @Nullable Set<TlsVersion> tlsVersions,
            @Nullable CertificateOffer offer,
            Map<String, String> serverNames,
            @Nullable List<String> remoteSites,
            Map<String, NamedCredential> namedCredentials,
            @Nullable HttpProxy proxy,
            @Nullable CalloutLimits limits,
            @Nullable Integer asyncThreads,
            List<String> redacted,
            @Nullable Duration reloadEvery) {}

    private final Parts parts;
    private final Section root;

    Configuration(Parts parts, Section root) {
        this.parts = parts;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param file the file; relative paths in it start where it lies
     * @return what it says
     * @throws CalloutConfigurationException where something in it is wrong; the message has line, column, key and the cure
     */
    public static Configuration read(Path file) {
        return new ConfigurationFile(file).read();
    }

    /**
     * Reads a resource on the class path.
     *
     * @param resource where it is; paths in it must be absolute
     * @return what it says
     * @throws CalloutConfigurationException where something in it is wrong; the message has line, column, key and the cure
     */
    public static Configuration read(URL resource) {
        try (InputStream in = resource.openStream()) {
            return ConfigurationReader.read(
                    resource.toString(), in.readNBytes(16 << 20), new Locations(null), new ReadFiles(), System::getenv);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The configuration " + resource + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        }
    }

    /**
     * The JSON Schema of configuration files (draft 2020-12), for editors.
     *
     * @return its text
     */
    public static String schema() {
        try (InputStream in = Configuration.class.getResourceAsStream("callouts.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where it was read from.
     *
     * @return a path or URL
     */
    public String origin() {
        return parts.origin();
    }

    /**
     * The certificates that it names one by one.
     *
     * @return a new map, in the order of the file
     */
    public Map<String, KeyStoreEntry> certificates() {
        Map<String, KeyStoreEntry> entries = new LinkedHashMap<>();
        parts.certificates().forEach(named -> entries.put(named.name(), named.entry()));
        return entries;
    }

    /**
     * The key stores and folders whose certificates are all taken.
     *
     * @return their paths
     */
    public List<Path> keyStores() {
        return parts.keyStores().stream().map(CertificateSections.Store::path).toList();
    }

    /**
     * Adds all its certificates to a collection; what cannot be opened is told with its place in the file.
     *
     * @param collection the collection to add to
     */
    public void addTo(NamedCertificatesBuilder collection) {
        parts.keyStores().forEach(store -> collection.addAll(store.path(), store.password(), store::explain));
        parts.certificates().forEach(named -> collection.add(named.name(), named.entry(), named::explain));
    }

    /**
     * The files and folders that its certificates are in.
     *
     * @return their paths
     */
    List<Path> certificateFiles() {
        return Stream.concat(
                        keyStores().stream(), parts.certificates().stream().flatMap(named -> named.files().stream()))
                .toList();
    }

    /**
     * Refuses named credentials that show a certificate nobody knows.
     *
     * @param names the known names
     * @throws CalloutConfigurationException with the place in the file
     */
    public void checkCertificateNames(Set<String> names) {
        parts.namedCredentials().forEach((name, credential) -> {
            String certificate = credential.certificate();
            if (certificate != null && !names.contains(certificate)) {
                String meant = NearestName.among(names, certificate)
                        .map(near -> " Did you mean \"" + near + "\"?")
                        .orElse("");
                throw root.in("namedCredentials")
                        .in(name)
                        .refused(
                                "certificate",
                                "there is no certificate named " + NamedCertificates.shown(certificate) + "." + meant
                                        + (names.isEmpty()
                                                ? " There are no certificates at all: add it to certificates."
                                                : " Known are " + String.join(", ", names) + "."));
            }
        });
    }

    /**
     * Which servers are trusted.
     *
     * @return the trust, or null
     */
    public @Nullable ServerTrust trust() {
        return parts.trust();
    }

    /**
     * The versions of TLS to speak.
     *
     * @return at least one, or null
     */
    public @Nullable Set<TlsVersion> tlsVersions() {
        return parts.tlsVersions();
    }

    /**
     * Whether a certificate is shown to a server that asks for other issuers.
     *
     * @return the offer, or null
     */
    public @Nullable CertificateOffer offer() {
        return parts.offer();
    }

    /**
     * The names to send and to verify in place of hosts.
     *
     * @return names by host
     */
    public Map<String, String> serverNames() {
        return parts.serverNames();
    }

    /**
     * The sites that may be called by their URL.
     *
     * @return URLs, or null where any may be
     */
    public @Nullable List<String> remoteSites() {
        return parts.remoteSites();
    }

    /**
     * The named credentials.
     *
     * @return by name, in the order of the file
     */
    public Map<String, NamedCredential> namedCredentials() {
        return parts.namedCredentials();
    }

    /**
     * The proxy.
     *
     * @return the way to go, or null
     */
    public @Nullable HttpProxy proxy() {
        return parts.proxy();
    }

    /**
     * How much a callout may send and read.
     *
     * @return the limits, or null
     */
    public @Nullable CalloutLimits limits() {
        return parts.limits();
    }

    /**
     * How many asynchronous callouts run at a time before JDK 24.
     *
     * @return at least 1, or null
     */
    public @Nullable Integer asyncThreads() {
        return parts.asyncThreads();
    }

    /**
     * Further elements whose content is left out of the wire log.
     *
     * @return their local names
     */
    public List<String> redacted() {
        return parts.redacted();
    }

    /**
     * How often files are looked at for changes.
     *
     * @return 100 milliseconds or more, or null
     */
    public @Nullable Duration reloadEvery() {
        return parts.reloadEvery();
    }

    /** Names where it came from, and nothing of what it holds. */
    @Override
    public String toString() {
        return "configuration " + parts.origin();
    }
}

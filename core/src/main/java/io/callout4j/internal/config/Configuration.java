package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.libraries.Jackson;
import io.callout4j.internal.rules.CertificateName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The content of a configuration file. Most programs pass the file to {@code Callouts.builder().configuration(file)} and never use this
 * class; it is for tools that inspect configurations.
 *
 * <pre>{@code
 * Configuration configuration = Configuration.read(Path.of("callouts.json"));
 * configuration.namedCredentials().forEach((name, credential) -> System.out.println(name + ": " + credential));
 * }</pre>
 *
 * <p>A file is JSON (RFC 8259), or YAML if its name ends in {@code .yaml} or {@code .yml} and {@code jackson-dataformat-yaml} is on the
 * class path. Trust files have already been read; certificates are opened by the runtime. Immutable and safe to share.
 */
public final class Configuration {

    private final String origin;
    private final Settings settings;
    private final List<Path> certificateFiles;
    private final Section root;

    Configuration(String origin, Settings settings, List<Path> certificateFiles, Section root) {
        this.origin = origin;
        this.settings = settings;
        this.certificateFiles = List.copyOf(certificateFiles);
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param file the file; relative paths in it are resolved against its folder
     * @return the configuration
     * @throws CalloutConfigurationException if it is invalid; the message has line, column, key and the remedy
     */
    public static Configuration read(Path file) {
        return new ConfigurationFile(file).read();
    }

    /**
     * Reads a resource on the class path.
     *
     * @param resource where it is; paths in it must be absolute
     * @return the configuration
     * @throws CalloutConfigurationException if it is invalid; the message has line, column, key and the remedy
     */
    public static Configuration read(URL resource) {
        try (InputStream in = resource.openStream()) {
            return read(resource.toString(), in.readNBytes(16 << 20), new Locations(null), new ReadFiles());
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The configuration " + resource + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        }
    }

    /** Reads a text. The reader cannot even be loaded without Jackson. */
    static Configuration read(String name, byte[] text, Locations locations, ReadFiles files) {
        try {
            return ConfigurationReader.read(name, text, locations, files, System::getenv);
        } catch (LinkageError e) {
            throw Jackson.unusable(name, e);
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

    /** The path or URL that it was read from. */
    public String origin() {
        return origin;
    }

    /** The settings in the file. */
    public Settings settings() {
        return settings;
    }

    /** The files and folders that its certificates are in. */
    List<Path> certificateFiles() {
        return certificateFiles;
    }

    /**
     * Rejects named credentials that use an unknown certificate.
     *
     * @param names the known names
     * @throws CalloutConfigurationException with the position in the file
     */
    public void checkCertificateNames(Set<String> names) {
        settings.get(Settings.NAMED_CREDENTIALS).forEach((name, credential) -> {
            String certificate = credential.certificate();
            if (certificate != null && !names.contains(certificate)) {
                String meant = NearestName.among(names, certificate)
                        .map(near -> " Did you mean \"" + near + "\"?")
                        .orElse("");
                throw root.in("namedCredentials")
                        .in(name)
                        .rejected(
                                "certificate",
                                "no certificate named " + CertificateName.shown(certificate) + "." + meant
                                        + (names.isEmpty()
                                                ? " There are none: add it to certificates."
                                                : " Known names: " + String.join(", ", names) + "."));
            }
        });
    }

    /** Shows where it was read from, but no content. */
    @Override
    public String toString() {
        return "configuration " + origin;
    }
}

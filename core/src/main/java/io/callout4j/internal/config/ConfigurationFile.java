package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A configuration file that may change: reads it, and detects whether it, or another file that it names, has changed since.
 *
 * <pre>{@code
 * ConfigurationFile file = new ConfigurationFile(Path.of("callouts.json"));
 * Configuration first = file.read();
 * if (file.hasChanged()) { Configuration next = file.read(); }
 * }</pre>
 *
 * <p>Used by one thread at a time.
 */
public final class ConfigurationFile {

    private final Path path;
    private ReadFiles files = new ReadFiles();
    private ReadFiles certificates = new ReadFiles();

    /**
     * Creates one without reading it.
     *
     * @param path where it is
     */
    public ConfigurationFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the current content.
     *
     * @return the configuration
     * @throws CalloutConfigurationException if it is invalid
     */
    public Configuration read() {
        ReadFiles read = new ReadFiles();
        files = read;
        certificates = new ReadFiles();
        byte[] text;
        try {
            text = read.read(path);
        } catch (NoSuchFileException e) {
            throw new CalloutConfigurationException(
                    "The configuration file " + path.toAbsolutePath() + " does not exist. Check the path.", e);
        } catch (ReadFiles.FileTooLargeException e) {
            throw new CalloutConfigurationException(
                    "The configuration file " + e.getMessage() + ", so it is not a configuration. Check the path.", e);
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The configuration file " + path.toAbsolutePath() + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). Check that it is a file, and that this program's account may read it.",
                    e);
        }
        Locations locations = new Locations(path.toAbsolutePath().getParent());
        Configuration configuration = Configuration.read(path.toString(), text, locations, read);
        configuration.certificateFiles().forEach(certificates::note);
        return configuration;
    }

    /**
     * Whether one of its certificate files has changed since it was last read. If a configuration was rejected because of them, it is then
     * worth another attempt.
     *
     * @return true if it should be read again
     */
    public boolean certificatesHaveChanged() {
        return !certificates.areUnchanged();
    }

    /**
     * Whether the file, or one that it names, has changed since it was last read. Certificates are watched by
     * {@link io.callout4j.internal.identity.NamedCertificates}.
     *
     * @return true if it should be read again
     */
    public boolean hasChanged() {
        return !files.areUnchanged();
    }

    @Override
    public String toString() {
        return path.toAbsolutePath().toString();
    }
}

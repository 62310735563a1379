package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A configuration file that may change: reads it, and tells whether something that was read has changed since, other files included.
 *
 * <pre>{@code
 * ConfigurationFile file = new ConfigurationFile(Path.of("callouts.json"));
 * Configuration first = file.read();
 * if (file.hasChanged()) { Configuration next = file.read(); }
 * }</pre>
 *
 * <p>Belongs to one thread at a time.
 */
public final class ConfigurationFile {

    private final Path path;
    private ReadFiles files = new ReadFiles();
    private ReadFiles certificates = new ReadFiles();

    /**
     * A file that has not been read yet.
     *
     * @param path where it is
     */
    public ConfigurationFile(Path path) {
        this.path = path;
    }

    /**
     * Reads it as it is now.
     *
     * @return what it says
     * @throws CalloutConfigurationException where something in it is wrong
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
        } catch (IOException e) {
            throw new CalloutConfigurationException(
                    "The configuration file " + path.toAbsolutePath() + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "). Check that it is a file, and its permissions for the account this program runs under.",
                    e);
        }
        Locations locations = new Locations(path.toAbsolutePath().getParent());
        Configuration configuration = ConfigurationReader.read(path.toString(), text, locations, read, System::getenv);
        configuration.certificateFiles().forEach(certificates::note);
        return configuration;
    }

    /**
     * Whether one of its certificates' files has other content than when it was read last. For a configuration that was refused because of
     * them: it is worth another try then.
     *
     * @return true where it is worth reading again
     */
    public boolean certificatesHaveChanged() {
        return !certificates.areUnchanged();
    }

    /**
     * Whether the file, or one that it names in it, has other content than when it was read last. Certificates are looked after by {@link
     * io.callout4j.internal.identity.NamedCertificates}.
     *
     * @return true where it is worth reading again
     */
    public boolean hasChanged() {
        return !files.areUnchanged();
    }

    @Override
    public String toString() {
        return path.toAbsolutePath().toString();
    }
}

package io.callout4j.identity;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.CalloutException;
import io.callout4j.ClientCertificateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects where certificates are. Not thread-safe. */
public final class NamedCertificatesBuilder {

    final List<CertificateSource> sources = new ArrayList<>();
    Duration interval = Duration.ofSeconds(5);

    @Nullable
    CertificateExpiryListener listener;

    Consumer<List<CertificateExpiry>> whenRead = certificates -> {};
    Clock clock = Clock.systemUTC();
    boolean replaceable;

    NamedCertificatesBuilder() {}

    /**
     * Adds one certificate.
     *
     * @param name its name
     * @param entry where it is
     * @return this builder
     */
    public NamedCertificatesBuilder add(String name, KeyStoreEntry entry) {
        return add(name, entry, UnaryOperator.identity());
    }

    /**
     * Adds one certificate that somebody knows more about.
     *
     * @param name its name
     * @param entry where it is
     * @param explanation makes the failure that is told of one to open it, for instance with the line of a configuration
     * @return this builder
     */
    public NamedCertificatesBuilder add(String name, KeyStoreEntry entry, UnaryOperator<CalloutException> explanation) {
        sources.add(new CertificateSource.One(name, entry, explanation));
        return this;
    }

    /**
     * Adds all certificates of a key-store file or a folder.
     *
     * @param place the file or folder
     * @param password what opens the key stores, or null; copied
     * @return this builder
     */
    public NamedCertificatesBuilder addAll(Path place, char @Nullable [] password) {
        return addAll(place, password, UnaryOperator.identity());
    }

    /**
     * Adds all certificates of a key-store file or a folder that somebody knows more about.
     *
     * @param place the file or folder
     * @param password what opens the key stores, or null; copied
     * @param explanation makes the failure that is told of one to open them
     * @return this builder
     */
    public NamedCertificatesBuilder addAll(
            Path place, char @Nullable [] password, UnaryOperator<CalloutException> explanation) {
        sources.add(
                Files.isDirectory(place)
                        ? CertificateSource.Folder.of(place, password, explanation)
                        : new CertificateSource.Store(KeyStoreEntry.of(place, password), explanation));
        return this;
    }

    /**
     * Says that the places may be replaced by others ({@link NamedCertificates#replaceWith}).
     *
     * @return this builder
     */
    public NamedCertificatesBuilder replaceable() {
        replaceable = true;
        return this;
    }

    /**
     * The same places, interval and listener, to add to.
     *
     * @return a copy
     */
    public NamedCertificatesBuilder copy() {
        NamedCertificatesBuilder copy = new NamedCertificatesBuilder();
        copy.sources.addAll(sources);
        copy.interval = interval;
        copy.listener = listener;
        copy.whenRead = whenRead;
        copy.clock = clock;
        copy.replaceable = replaceable;
        return copy;
    }

    /**
     * Sets how often files are looked at.
     *
     * @param time 100 milliseconds or more; 5 seconds where it is not set
     * @return this builder
     */
    public NamedCertificatesBuilder reloadEvery(Duration time) {
        if (time.compareTo(Duration.ofMillis(100)) < 0) {
            throw new CalloutConfigurationException(
                    "Certificates would be looked at every " + time.toMillis() + " ms; 100 ms is the least.");
        }
        interval = time;
        return this;
    }

    /**
     * Sets who hears of certificates that come close to their end.
     *
     * @param hearer the listener
     * @return this builder
     */
    public NamedCertificatesBuilder listener(CertificateExpiryListener hearer) {
        listener = hearer;
        return this;
    }

    /**
     * Sets who is told of all certificates while they are opened first, and later, in a thread of its own, each time that one was added
     * or replaced.
     *
     * @param hearer takes what {@link NamedCertificates#expiries} says; must not throw
     * @return this builder
     */
    public NamedCertificatesBuilder whenRead(Consumer<List<CertificateExpiry>> hearer) {
        whenRead = hearer;
        return this;
    }

    NamedCertificatesBuilder clock(Clock other) {
        clock = other;
        return this;
    }

    /**
     * Opens all of them.
     *
     * @return the certificates, to be closed by the caller
     * @throws ClientCertificateException where one cannot be opened
     * @throws CalloutConfigurationException where a file cannot be read, or two have one name
     */
    public NamedCertificates build() {
        return new NamedCertificates(this);
    }
}

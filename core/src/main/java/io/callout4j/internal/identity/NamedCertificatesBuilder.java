package io.callout4j.internal.identity;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.CertificateExpiry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Configures {@link NamedCertificates}. Not thread-safe. */
public final class NamedCertificatesBuilder {

    final List<CertificateSource> sources = new ArrayList<>();
    Duration interval = Duration.ofSeconds(5);

    CertificateExpiry.@Nullable Listener listener;

    Consumer<List<CertificateExpiry>> whenRead = certificates -> {};
    Clock clock = Clock.systemUTC();
    boolean replaceable;

    NamedCertificatesBuilder() {}

    /** Adds a source of certificates. */
    public NamedCertificatesBuilder add(CertificateSource place) {
        sources.add(place);
        return this;
    }

    /** Adds sources of certificates. */
    public NamedCertificatesBuilder addAll(List<CertificateSource> places) {
        sources.addAll(places);
        return this;
    }

    /**
     * Sets whether the sources may be replaced ({@link NamedCertificates#replaceWith}).
     *
     * @return this builder
     */
    public NamedCertificatesBuilder replaceable(boolean whether) {
        replaceable = whether;
        return this;
    }

    /**
     * Sets how often files are checked for changes.
     *
     * @param time 100 milliseconds or more; 5 seconds if it is not set
     * @return this builder
     */
    public NamedCertificatesBuilder reloadEvery(Duration time) {
        interval = time;
        return this;
    }

    /**
     * Sets who is notified of certificates that are about to expire.
     *
     * @param receiver the listener
     * @return this builder
     */
    public NamedCertificatesBuilder listener(CertificateExpiry.@Nullable Listener receiver) {
        listener = receiver;
        return this;
    }

    /**
     * Sets who is notified of all certificates: when they are first opened, and later, in a separate thread, whenever one was added or
     * replaced.
     *
     * @param receiver receives {@link NamedCertificates#expiries}; must not throw
     * @return this builder
     */
    public NamedCertificatesBuilder whenRead(Consumer<List<CertificateExpiry>> receiver) {
        whenRead = receiver;
        return this;
    }

    NamedCertificatesBuilder clock(Clock other) {
        clock = other;
        return this;
    }

    /**
     * Opens all certificates.
     *
     * @return the certificates, to be closed by the caller
     * @throws ClientCertificateException if one cannot be opened
     * @throws CalloutConfigurationException if a file cannot be read, or two have one name
     */
    public NamedCertificates build() {
        return new NamedCertificates(this);
    }
}

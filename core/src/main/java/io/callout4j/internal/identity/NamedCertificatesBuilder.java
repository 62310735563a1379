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

/** Collects where certificates are. Not thread-safe. */
public final class NamedCertificatesBuilder {

    final List<CertificateSource> sources = new ArrayList<>();
    Duration interval = Duration.ofSeconds(5);

    CertificateExpiry.@Nullable Listener listener;

    Consumer<List<CertificateExpiry>> whenRead = certificates -> {};
    Clock clock = Clock.systemUTC();
    boolean replaceable;

    NamedCertificatesBuilder() {}

    /** Adds a place where certificates are. */
    public NamedCertificatesBuilder add(CertificateSource place) {
        sources.add(place);
        return this;
    }

    /** Adds places where certificates are. */
    public NamedCertificatesBuilder addAll(List<CertificateSource> places) {
        sources.addAll(places);
        return this;
    }

    /**
     * Sets whether the places may be replaced by others ({@link NamedCertificates#replaceWith}).
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
     * Sets who hears of certificates that come close to their end.
     *
     * @param hearer the listener
     * @return this builder
     */
    public NamedCertificatesBuilder listener(CertificateExpiry.@Nullable Listener hearer) {
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
     * @throws ClientCertificateException if one cannot be opened
     * @throws CalloutConfigurationException if a file cannot be read, or two have one name
     */
    public NamedCertificates build() {
        return new NamedCertificates(this);
    }
}

package io.callout4j;

import io.callout4j.config.Configuration;
import io.callout4j.identity.NamedCertificatesBuilder;
import io.callout4j.spi.TransportSettings;
import io.callout4j.tls.CertificateOffer;
import io.callout4j.tls.HttpProxy;
import io.callout4j.tls.ServerTrust;
import io.callout4j.tls.TlsSettings;
import io.callout4j.tls.TlsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a runtime is made of: what the program has set, and behind it what a configuration says. Immutable. */
final class RuntimeSettings {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);
    private static final Duration RELOAD = Duration.ofSeconds(5);
    private static final int ASYNC_THREADS = 64;

    /** A copy that nobody changes. */
    private final CalloutsBuilder program;

    private final @Nullable Configuration file;
    private final TlsSettings tls;
    private final Destinations destinations;

    private RuntimeSettings(CalloutsBuilder program, @Nullable Configuration file) {
        this.program = program;
        this.file = file;
        this.tls = tls(program, file);
        this.destinations = destinations(program, file);
    }

    static RuntimeSettings of(CalloutsBuilder builder, @Nullable Configuration file) {
        return new RuntimeSettings(builder.copy(), file);
    }

    /** The same program with what its configuration says now. */
    RuntimeSettings with(Configuration next) {
        return new RuntimeSettings(program, next);
    }

    /** The first that is there. */
    private static <T> T first(@Nullable T set, @Nullable T read, T otherwise) {
        return set != null ? set : read != null ? read : otherwise;
    }

    private static TlsSettings tls(CalloutsBuilder program, @Nullable Configuration file) {
        ServerTrust read = file == null ? null : file.trust();
        ServerTrust trust = program.trust != null ? program.trust : read != null ? read : ServerTrust.system();
        TlsSettings settings = TlsSettings.of(trust)
                .withVersions(first(
                        program.tlsVersions, file == null ? null : file.tlsVersions(), Set.of(TlsVersion.values())))
                .withOffer(first(program.offer, file == null ? null : file.offer(), CertificateOffer.ALWAYS));
        Map<String, String> names = new LinkedHashMap<>(file == null ? Map.of() : file.serverNames());
        names.putAll(program.serverNames);
        for (Map.Entry<String, String> name : names.entrySet()) {
            settings = settings.withServerName(name.getKey(), name.getValue());
        }
        return settings;
    }

    private static Destinations destinations(CalloutsBuilder program, @Nullable Configuration file) {
        Map<String, NamedCredential> credentials = new LinkedHashMap<>(program.namedCredentials);
        List<String> sites = program.remoteSites;
        if (file != null) {
            file.namedCredentials().forEach((name, credential) -> {
                if (credentials.putIfAbsent(name, credential) != null) {
                    throw new CalloutConfigurationException("There are two named credentials " + name
                            + ": one is set by the program, one stands in " + file.origin()
                            + ". Give each a name of its own.");
                }
            });
            if (sites == null || file.remoteSites() == null) {
                sites = sites == null ? file.remoteSites() : sites;
            } else {
                sites = new ArrayList<>(sites);
                sites.addAll(file.remoteSites());
            }
        }
        return new Destinations(credentials, sites);
    }

    TlsSettings tls() {
        return tls;
    }

    Destinations destinations() {
        return destinations;
    }

    HttpProxy proxy() {
        return first(program.proxy, file == null ? null : file.proxy(), HttpProxy.system());
    }

    CalloutLimits limits() {
        return first(program.limits, file == null ? null : file.limits(), CalloutLimits.standard());
    }

    TransportSettings transport() {
        Set<String> redacted = new HashSet<>(program.redacted);
        if (file != null) {
            redacted.addAll(file.redacted());
        }
        return new TransportSettings(limits(), Set.copyOf(redacted));
    }

    /** Says once what is set less safely than it could be. */
    void warnOfWeaknesses() {
        for (String name : destinations.inTheClear()) {
            LOG.warn(
                    "The named credential {} sends its password over plain http, where anybody on the way can read it.",
                    name);
        }
    }

    int asyncThreads() {
        return first(program.asyncThreads, file == null ? null : file.asyncThreads(), ASYNC_THREADS);
    }

    Duration reloadEvery() {
        return first(program.reloadEvery, file == null ? null : file.reloadEvery(), RELOAD);
    }

    /** Where all its certificates are. */
    NamedCertificatesBuilder certificates() {
        NamedCertificatesBuilder certificates = program.certificates.copy().reloadEvery(reloadEvery());
        if (file != null) {
            file.addTo(certificates);
            certificates.replaceable();
        }
        return certificates;
    }

    void checkCertificateNames(Set<String> names) {
        if (file != null) {
            file.checkCertificateNames(names);
        }
    }

    /** Whether the other ones differ in what a runtime cannot change while it runs. */
    boolean needRestartFor(RuntimeSettings other) {
        return !transport().equals(other.transport())
                || asyncThreads() != other.asyncThreads()
                || !reloadEvery().equals(other.reloadEvery());
    }

    /** For the line at start. */
    @Override
    public String toString() {
        return "trusting " + tls.trust() + ", " + destinations
                + (file == null ? "" : ", configuration from " + file.origin());
    }
}

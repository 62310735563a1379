package io.callout4j.cli.caller;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.CalloutRequest;
import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.Finding;
import io.callout4j.NamedCredential;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.CertificatePasswordOptions;
import io.callout4j.cli.input.InputFile;
import io.callout4j.cli.input.KeyPasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.cli.input.ProxyPasswordOptions;
import io.callout4j.cli.input.TrustPasswordOptions;
import io.callout4j.config.Configuration;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.NamedCertificates;
import io.callout4j.identity.NamedCertificatesBuilder;
import io.callout4j.tls.CertificateOffer;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.HttpProxy;
import io.callout4j.tls.ServerTrust;
import io.callout4j.tls.TlsVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** As whom a callout is made, which servers are trusted, and by which way; the same for all commands that connect. */
public final class CallerOptions {

    /** As the runtime reads it. */
    private static final Pattern NAMED = Pattern.compile("\\s*callout:([^/?#]*)", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration to start from; the other options go before what it says.")
    private @Nullable String configuration;

    @Option(
            names = "--cert-file",
            paramLabel = "FILE",
            description = "The client certificate with its key, of any format; FILE#ALIAS names an entry in it.")
    private @Nullable String certificate;

    @Option(
            names = "--cert-name",
            paramLabel = "NAME",
            description = "The client certificate that the configuration has under this name.")
    private @Nullable String certificateName;

    @ArgGroup
    private @Nullable CertificatePasswordOptions certificatePassword;

    @ArgGroup
    private @Nullable KeyPasswordOptions keyPassword;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Trust only the servers' authorities in this file (PEM, DER or a key store), not the JDK's.")
    private @Nullable String trust;

    @ArgGroup
    private @Nullable TrustPasswordOptions trustPassword;

    @Option(
            names = "--offer",
            paramLabel = "always|matching",
            description = "Whether the certificate is shown to a server that asks for other issuers: always, as OpenSSL"
                    + " does (where it is not given), or only to matching ones, as Salesforce does.")
    private @Nullable String offer;

    @Option(
            names = "--tls",
            paramLabel = "1.2|1.3",
            split = ",",
            description = "The version of TLS to speak; both where it is not given.")
    private List<String> tls = new ArrayList<>();

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            description = "The HTTP proxy; the JVM's own settings where it is not given.")
    private @Nullable String proxy;

    @Option(names = "--proxy-user", paramLabel = "USER", description = "The user name for the proxy.")
    private @Nullable String proxyUser;

    @ArgGroup
    private @Nullable ProxyPasswordOptions proxyPassword;

    /** What is wrong on the command line itself, before anything is opened. */
    public void check(String endpoint, String what) {
        checkEndpoint(endpoint, what);
        if (certificateName != null && (configuration == null || certificate != null)) {
            throw new UsageException(
                    configuration == null
                            ? "--cert-name needs --config FILE, which has the certificate under that name."
                            : "--cert-name and --cert-file both name a certificate. Give one of them.");
        }
        if (configuration != null) {
            var unused = InputFile.readable("configuration file", configuration);
        }
        if (proxyUser != null && proxy == null) {
            throw new UsageException("--proxy-user needs --proxy HOST:PORT.");
        }
        if (certificate != null
                && !Files.isReadable(CertificateFile.of(certificate).path())) {
            throw new UsageException(
                    "The certificate file " + certificate + " cannot be read. Check its path and its permissions.");
        }
        if (trust != null && !Files.isReadable(Path.of(trust))) {
            throw new UsageException(
                    "The trust file " + trust + " cannot be read. Check its path and its permissions.");
        }
        try {
            offer();
            tls.forEach(TlsVersion::of);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void checkEndpoint(String endpoint, String what) {
        if (configuration != null && NAMED.matcher(endpoint).lookingAt()) {
            return;
        }
        try {
            var unused = Endpoint.parse(endpoint, what);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable CertificateOffer offer() {
        return offer == null ? null : CertificateOffer.of(offer);
    }

    public ClientIdentity identity(Surroundings surroundings) {
        if (certificate == null) {
            return ClientIdentity.none();
        }
        PasswordSource store =
                (certificatePassword == null ? new CertificatePasswordOptions() : certificatePassword).source();
        PasswordSource key = (keyPassword == null ? new KeyPasswordOptions() : keyPassword).source();
        return CertificateFile.of(certificate).open(store, key, surroundings);
    }

    /** What the file of the certificate that is shown tells by itself. */
    public List<Finding> localFindings(String endpoint, ClientIdentity identity, Instant now) {
        if (configuration == null) {
            return identity.findings(now);
        }
        Configuration read = Configuration.read(Path.of(configuration));
        String name = certificateName != null ? certificateName : ofCredential(endpoint, read);
        if (name == null) {
            return identity.findings(now);
        }
        NamedCertificatesBuilder builder = NamedCertificates.builder();
        read.addTo(builder);
        try (NamedCertificates certificates = builder.build()) {
            ClientIdentity named = certificates.identity(name);
            return named == null ? List.of() : named.findings(now);
        }
    }

    private @Nullable String ofCredential(String endpoint, Configuration read) {
        Matcher called = NAMED.matcher(endpoint);
        NamedCredential credential =
                called.lookingAt() ? read.namedCredentials().get(called.group(1)) : null;
        return credential == null ? null : credential.certificate();
    }

    /** Says as whom. */
    public void choose(CalloutRequest.Builder builder, ClientIdentity identity) {
        if (certificateName != null) {
            builder.certificateName(certificateName);
        } else {
            builder.identity(identity);
        }
    }

    public Callouts runtime(Surroundings surroundings) {
        CalloutsBuilder builder = Callouts.builder();
        if (configuration != null) {
            builder.configuration(Path.of(configuration));
        }
        CertificateOffer given = offer();
        if (given != null) {
            builder.offer(given);
        }
        if (proxy != null) {
            builder.proxy(proxy(proxy, surroundings));
        }
        if (!tls.isEmpty()) {
            builder.tlsVersions(tls.stream().map(TlsVersion::of).toArray(TlsVersion[]::new));
        }
        if (trust != null) {
            PasswordSource source = (trustPassword == null ? new TrustPasswordOptions() : trustPassword).source();
            builder.trust(ServerTrust.file(Path.of(trust), source.read(surroundings)));
        }
        return builder.build();
    }

    private HttpProxy proxy(String place, Surroundings surroundings) {
        int colon = place.lastIndexOf(':');
        if (colon < 1 || !place.substring(colon + 1).matches("\\d{1,5}")) {
            throw new UsageException("--proxy takes HOST:PORT.");
        }
        HttpProxy way = HttpProxy.at(
                place.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(place.substring(colon + 1)));
        if (proxyUser == null) {
            return way;
        }
        PasswordSource source = (proxyPassword == null ? new ProxyPasswordOptions() : proxyPassword).source();
        char[] password = source.read(surroundings);
        if (password == null && surroundings.prompt() != null) {
            password = surroundings.prompt().ask("Password of " + proxyUser + " for the proxy");
        }
        return way.withCredentials(proxyUser, password == null ? new char[0] : password);
    }
}

package io.callout4j.cli.caller;

import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.InputFile;
import io.callout4j.cli.input.PasswordOptions;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.Finding;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.config.Configuration;
import io.callout4j.internal.config.Settings;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Identity, trust, and network path of a callout; the same options for every command that connects. */
public final class CallerOptions {

    /** The same syntax as in the library. */
    private static final Pattern NAMED = Pattern.compile("\\s*callout:([^/?#]*)", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--config",
            order = 10,
            paramLabel = "FILE",
            description = "Configuration file. The other options override it.")
    private @Nullable String configuration;

    @Option(
            names = "--cert-file",
            order = 11,
            paramLabel = "FILE",
            description = "Client certificate with its key, in any format; FILE#ALIAS selects an entry.")
    private @Nullable String certificate;

    @Option(
            names = "--cert-name",
            order = 14,
            paramLabel = "NAME",
            description = "Name of a client certificate in the configuration.")
    private @Nullable String certificateName;

    @Mixin
    private final PasswordOptions certificatePassword = PasswordOptions.of(
                    "--cert-password", "the certificate file's password")
            .at(12);

    @Mixin
    private final PasswordOptions keyPassword = PasswordOptions.ofKey().at(13);

    @Option(
            names = "--trust",
            order = 15,
            paramLabel = "FILE",
            description =
                    "Trust only the CA certificates in this file (PEM, DER, or a key store) instead of the JDK's.")
    private @Nullable String trust;

    @Mixin
    private final PasswordOptions trustPassword =
            PasswordOptions.of("--trust-password", "the trust store's password").at(16);

    @Option(
            names = "--offer",
            order = 17,
            paramLabel = "always|matching",
            description =
                    "Whether to send the certificate if none of its issuers is in the server's list of CAs: always"
                            + " (default) sends it anyway, as OpenSSL does; matching does not send it, like Salesforce.")
    private @Nullable String offer;

    @Option(
            names = "--tls",
            order = 18,
            paramLabel = "1.2|1.3",
            split = ",",
            description = "TLS version. Default: both.")
    private List<String> tls = new ArrayList<>();

    @Option(
            names = "--proxy",
            order = 19,
            paramLabel = "HOST:PORT",
            description = "HTTP proxy. Default: the JVM's proxy settings.")
    private @Nullable String proxy;

    @Option(names = "--proxy-user", order = 20, paramLabel = "USER", description = "User name for the proxy.")
    private @Nullable String proxyUser;

    @Mixin
    private final PasswordOptions proxyPassword =
            PasswordOptions.of("--proxy-password", "the proxy user's password").at(21);

    /**
     * Checks the options before anything is opened.
     *
     * @param endpoint the URL to call
     * @param option where the URL was given, for messages
     * @throws UsageException if one is wrong
     */
    public void check(String endpoint, String option) {
        checkEndpoint(endpoint, option);
        if (certificateName != null && (configuration == null || certificate != null)) {
            throw new UsageException(
                    configuration == null
                            ? "--cert-name requires --config FILE, which defines the certificate of that name."
                            : "--cert-name and --cert-file both name a certificate. Use one of them.");
        }
        checkReadable("configuration file", configuration);
        checkReadable("trust file", trust);
        if (proxyUser != null && proxy == null) {
            throw new UsageException("--proxy-user requires --proxy HOST:PORT.");
        }
        if (certificate != null
                && !Files.isReadable(CertificateFile.of(certificate).path())) {
            throw new UsageException(
                    "The certificate file " + certificate + " cannot be read. Check its path and permissions.");
        }
        try {
            offer();
            tls.forEach(TlsVersion::of);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void checkReadable(String kind, @Nullable String file) {
        if (file != null) {
            var unused = InputFile.readable(kind, file);
        }
    }

    private void checkEndpoint(String endpoint, String option) {
        if (configuration != null && NAMED.matcher(endpoint).lookingAt()) {
            return;
        }
        try {
            var unused = Endpoint.parse(endpoint, option);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable CertificateOffer offer() {
        return offer == null ? null : CertificateOffer.of(offer);
    }

    /**
     * {@return the identity in {@code --cert-file}, or none}
     *
     * @param environment the environment
     */
    public ClientIdentity identity(CliEnvironment environment) {
        return certificate == null
                ? ClientIdentity.none()
                : CertificateFile.of(certificate).open(certificatePassword.source(), keyPassword.source(), environment);
    }

    /**
     * {@return what the certificate file alone shows, without any connection}
     *
     * @param endpoint the URL to call
     * @param identity the identity in {@code --cert-file}, or none
     * @param now the current time
     */
    public List<Finding> localFindings(String endpoint, ClientIdentity identity, Instant now) {
        if (configuration == null) {
            return identity.findings(now);
        }
        Settings settings = Configuration.read(Path.of(configuration)).settings();
        String name = certificateName != null ? certificateName : ofCredential(endpoint, settings);
        if (name == null) {
            return identity.findings(now);
        }
        try (NamedCertificates certificates = NamedCertificates.builder()
                .addAll(settings.get(Settings.CERTIFICATES))
                .build()) {
            ClientIdentity found = certificates.identity(name);
            return found == null ? List.of() : found.findings(now);
        }
    }

    private @Nullable String ofCredential(String endpoint, Settings settings) {
        Matcher named = NAMED.matcher(endpoint);
        NamedCredential credential =
                named.lookingAt() ? settings.get(Settings.NAMED_CREDENTIALS).get(named.group(1)) : null;
        return credential == null ? null : credential.certificate();
    }

    /**
     * Sets the identity of a request.
     *
     * @param builder the request
     * @param identity the identity in {@code --cert-file}, or none
     */
    public void applyIdentity(CalloutRequest.Builder builder, ClientIdentity identity) {
        if (certificateName != null) {
            builder.certificateName(certificateName);
        } else {
            builder.identity(identity);
        }
    }

    /**
     * {@return a {@link Callouts} with these options; close it}
     *
     * @param environment the environment
     */
    public Callouts callouts(CliEnvironment environment) {
        CalloutsBuilder builder = Callouts.builder();
        if (configuration != null) {
            builder.configuration(Path.of(configuration));
        }
        CertificateOffer given = offer();
        if (given != null) {
            builder.offer(given);
        }
        if (proxy != null) {
            builder.proxy(proxy(proxy, environment));
        }
        if (!tls.isEmpty()) {
            builder.tlsVersions(tls.stream().map(TlsVersion::of).toArray(TlsVersion[]::new));
        }
        if (trust != null) {
            builder.trust(
                    ServerTrust.file(Path.of(trust), trustPassword.source().read(environment)));
        }
        return builder.build();
    }

    private HttpProxy proxy(String address, CliEnvironment environment) {
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new UsageException("--proxy must be HOST:PORT.");
        }
        HttpProxy server = HttpProxy.at(
                address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(address.substring(colon + 1)));
        if (proxyUser == null) {
            return server;
        }
        char[] password = proxyPassword.source().read(environment);
        if (password == null && environment.prompt() != null) {
            password = environment.prompt().ask("Password for " + proxyUser + " at the proxy");
        }
        return server.withCredentials(proxyUser, password == null ? new char[0] : password);
    }
}

package io.callout4j.cli;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.CalloutRequest;
import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.Operation;
import io.callout4j.SoapVersion;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.tls.CertificateOffer;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.HttpProxy;
import io.callout4j.tls.ServerTrust;
import io.callout4j.tls.TlsVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a callout goes, as whom, and how. */
final class SendOptions {

    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "Where the service is.")
    private String endpoint = "";

    @Option(
            names = "--soap-action",
            paramLabel = "ACTION",
            description = "The SOAPAction, without quotes; empty where it is not given.")
    private String soapAction = "";

    @Option(
            names = "--soap",
            paramLabel = "1.1|1.2",
            description = "The SOAP version; that of the envelope where it is not given, and 1.1 without an envelope.")
    private @Nullable String soap;

    @Option(
            names = "--cert-file",
            paramLabel = "FILE",
            description = "The client certificate with its key, of any format; FILE#ALIAS names an entry in it.")
    private @Nullable String certificate;

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

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            description = "Milliseconds for the whole call: 1 to 120000; 10000 where it is not given.")
    private int timeout = 10_000;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header to send; can be given several times.")
    private List<String> headers = new ArrayList<>();

    /** What is wrong on the command line itself, before anything is opened. */
    void check() {
        try {
            Endpoint.parse(endpoint);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
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
        if (soap != null && !soap.equals("1.1") && !soap.equals("1.2")) {
            throw new UsageException("--soap takes 1.1 or 1.2.");
        }
        try {
            offer();
            tls.forEach(TlsVersion::of);
        } catch (CalloutConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private CertificateOffer offer() {
        return offer == null ? CertificateOffer.ALWAYS : CertificateOffer.of(offer);
    }

    ClientIdentity identity(Surroundings surroundings) {
        if (certificate == null) {
            return ClientIdentity.none();
        }
        PasswordSource store =
                (certificatePassword == null ? new CertificatePasswordOptions() : certificatePassword).source();
        PasswordSource key = (keyPassword == null ? new KeyPasswordOptions() : keyPassword).source();
        return CertificateFile.of(certificate).open(store, key, surroundings);
    }

    Callouts runtime(Surroundings surroundings) {
        CalloutsBuilder builder = Callouts.builder().offer(offer()).proxy(proxy(surroundings));
        if (!tls.isEmpty()) {
            builder.tlsVersions(tls.stream().map(TlsVersion::of).toArray(TlsVersion[]::new));
        }
        if (trust != null) {
            PasswordSource source = (trustPassword == null ? new TrustPasswordOptions() : trustPassword).source();
            builder.trust(ServerTrust.file(Path.of(trust), source.read(surroundings)));
        }
        return builder.build();
    }

    private HttpProxy proxy(Surroundings surroundings) {
        if (proxy == null) {
            return HttpProxy.system();
        }
        int colon = proxy.lastIndexOf(':');
        if (colon < 1 || !proxy.substring(colon + 1).matches("\\d{1,5}")) {
            throw new UsageException("--proxy takes HOST:PORT.");
        }
        HttpProxy way = HttpProxy.at(
                proxy.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(proxy.substring(colon + 1)));
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

    CalloutRequest request(EnvelopeFile file, ClientIdentity identity) {
        Operation operation =
                Operation.of(soapAction, file.bodyName(), new QName("")).withSoapVersion(version(file));
        CalloutRequest.Builder builder = CalloutRequest.builder(endpoint, operation, file.body())
                .headers(headerMap())
                .identity(identity)
                .timeout(Duration.ofMillis(timeout));
        file.headers().forEach(block -> builder.soapHeader(block.name(), block.value()));
        return builder.build();
    }

    private SoapVersion version(EnvelopeFile file) {
        SoapVersion asked = soap == null ? null : soap.equals("1.2") ? SoapVersion.V1_2 : SoapVersion.V1_1;
        SoapVersion written = file.version();
        if (asked != null && written != null && asked != written) {
            throw new UsageException("--soap " + soap + " does not fit the envelope, which is of the other version.");
        }
        return asked != null ? asked : written != null ? written : SoapVersion.V1_1;
    }

    private Map<String, String> headerMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                // Not repeated: it may be a credential.
                throw new UsageException("--header takes 'NAME: VALUE'; one has no name before a colon.");
            }
            String name = header.substring(0, colon).strip();
            if (map.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                throw new UsageException("--header gives " + name + " twice. Join the values with a comma.");
            }
            map.put(name, header.substring(colon + 1).strip());
        }
        return map;
    }
}

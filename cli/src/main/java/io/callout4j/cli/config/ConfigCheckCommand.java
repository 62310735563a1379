package io.callout4j.cli.config;

import io.callout4j.CalloutException;
import io.callout4j.CalloutLimits;
import io.callout4j.Severity;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.input.InputFile;
import io.callout4j.config.Configuration;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.NamedCertificates;
import io.callout4j.identity.NamedCertificatesBuilder;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsVersion;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads a configuration file, opens its certificates, and says what was understood. */
@Command(
        name = "check",
        description = {
            "Reads a configuration file as a program would, opens its certificates, and says what was understood. Nothing is sent, and no"
                    + " password, key or header's value is shown.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:A program would start with it.",
            "2:An option is wrong, or the file cannot be read.",
            "3:Something in it is wrong: line, column, key and cure are shown.",
            "70:An error inside callout; please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  callout config check callouts.json")
public final class ConfigCheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The file: JSON, or YAML where its name ends in .yaml or .yml.")
    private String file = "";

    public ConfigCheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Page page = new Page(surroundings.out(), surroundings.ansi());
        try {
            Configuration configuration = Configuration.read(InputFile.readable("configuration file", file));
            NamedCertificatesBuilder builder = NamedCertificates.builder();
            configuration.addTo(builder);
            try (NamedCertificates certificates = builder.build()) {
                configuration.checkCertificateNames(certificates.names());
                print(page, configuration, certificates);
            }
            return ExitCode.OK;
        } catch (CalloutException e) {
            page.headline("A program would not start with it.");
            page.blank();
            page.paragraph(String.valueOf(e.getMessage()));
            return ExitCode.REFUSED;
        }
    }

    private void print(Page page, Configuration configuration, NamedCertificates certificates) {
        page.headline("A program would start with it.");
        page.blank();
        page.row(
                "Certificate",
                rows(certificates.names().stream().map(name -> name + "  " + certificate(certificates, name))));
        page.row(
                "Trust",
                configuration.trust() == null
                        ? "what the JDK trusts"
                        : configuration.trust().toString());
        page.row("TLS", tls(configuration));
        List<String> sites = configuration.remoteSites();
        page.row(
                "Sites",
                sites == null
                        ? "any may be called"
                        : sites.isEmpty()
                                ? "named credentials only"
                                : String.join(
                                        ", ",
                                        sites.stream()
                                                .map(ConfigCheckCommand::origin)
                                                .toList()));
        page.row(
                "Credential",
                rows(configuration.namedCredentials().entrySet().stream()
                        .map(entry -> "callout:" + entry.getKey() + "  " + entry.getValue())));
        page.row(
                "Proxy",
                configuration.proxy() == null
                        ? "the JVM's proxy settings"
                        : configuration.proxy().toString());
        CalloutLimits limits = configuration.limits() == null ? CalloutLimits.standard() : configuration.limits();
        page.row(
                "Limits",
                limits.requestBytes() + " bytes sent, " + limits.responseBytes() + " received, " + limits.headerBytes()
                        + " of headers; XML " + limits.xmlDepth() + " deep, " + limits.xmlAttributes() + " attributes");
        if (configuration.asyncThreads() != null) {
            page.row("Async", configuration.asyncThreads() + " threads");
        }
        if (!configuration.redacted().isEmpty()) {
            page.row("Wire log", "without " + String.join(", ", configuration.redacted()));
        }
        page.row(
                "Reload",
                configuration.reloadEvery() == null
                        ? "every 5 seconds"
                        : "every " + configuration.reloadEvery().toMillis() / 1000.0 + " seconds");
    }

    private static String[] rows(java.util.stream.Stream<String> rows) {
        List<String> some = rows.toList();
        return some.isEmpty() ? new String[] {"none"} : some.toArray(String[]::new);
    }

    private String certificate(NamedCertificates certificates, String name) {
        ClientIdentity identity = certificates.identity(name);
        if (identity == null) {
            return "its key wants a password of its own (keyPassword, or clientCertPasswd_x with each callout)";
        }
        X509Certificate leaf = identity.chain().get(0);
        String weaknesses = identity.findings(surroundings.clock().instant()).stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(finding -> "; " + finding.severity().code() + " " + finding.code())
                .collect(Collectors.joining());
        return leaf.getSubjectX500Principal().getName() + ", until "
                + leaf.getNotAfter().toInstant() + weaknesses;
    }

    /** What of a site counts. */
    private static String origin(String site) {
        Endpoint endpoint = Endpoint.parse(site);
        return (endpoint.secure() ? "https://" : "http://") + endpoint.authority();
    }

    private static String tls(Configuration configuration) {
        String versions = configuration.tlsVersions() == null
                ? "1.2, 1.3"
                : String.join(
                        ", ",
                        configuration.tlsVersions().stream()
                                .map(TlsVersion::number)
                                .sorted()
                                .toList());
        String offer =
                configuration.offer() == null ? "always" : configuration.offer().toString();
        String names = configuration.serverNames().isEmpty()
                ? ""
                : "; "
                        + configuration.serverNames().entrySet().stream()
                                .map(name -> name.getKey() + " as " + name.getValue())
                                .collect(Collectors.joining(", "));
        return versions + "; certificates offered: " + offer + names;
    }
}

package io.callout4j.cli.config;

import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.input.InputFile;
import io.callout4j.error.CalloutException;
import io.callout4j.error.Finding.Severity;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.config.Configuration;
import io.callout4j.internal.config.Settings;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.request.CalloutLimits;
import io.callout4j.trust.TlsVersion;
import java.math.BigDecimal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code callout config check}. */
@Command(
        name = "check",
        description = {
            "Reads a configuration file as a program would, opens its certificates, and shows the resulting settings."
                    + " Nothing is sent, and no password, key, or header value is shown.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The configuration is valid.",
            "2:Usage error: a wrong option, or an unreadable file.",
            "3:The configuration is invalid; line, column, key, and remedy are shown.",
            "70:An internal error in callout; please report it."
        },
        footerHeading = "%nExample:%n",
        footer = "  callout config check callouts.json")
public final class ConfigCheckCommand implements Callable<Integer> {

    private final CliEnvironment environment;

    @Parameters(
            paramLabel = "FILE",
            description = "Configuration file: YAML if its name ends in .yaml or .yml, otherwise JSON.")
    private String file = "";

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public ConfigCheckCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Page page = environment.page();
        try {
            Configuration configuration = Configuration.read(InputFile.readable("configuration file", file));
            Settings settings = configuration.settings();
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .addAll(settings.get(Settings.CERTIFICATES))
                    .build()) {
                configuration.checkCertificateNames(certificates.names());
                print(page, settings, certificates);
            }
            return ExitCode.OK;
        } catch (CalloutException e) {
            page.headline("The configuration is invalid.");
            page.blank();
            page.paragraph(String.valueOf(e.getMessage()));
            return ExitCode.REFUSED;
        }
    }

    private void print(Page page, Settings settings, NamedCertificates certificates) {
        page.headline("The configuration is valid.");
        page.blank();
        page.row(
                "Certificate",
                rows(certificates.names().stream().map(name -> name + "  " + certificate(certificates, name))));
        page.row(
                "Trust",
                settings.find(Settings.TRUST) == null
                        ? "the JDK's trust store"
                        : settings.get(Settings.TRUST).toString());
        page.row("TLS", tls(settings));
        List<String> sites = settings.find(Settings.REMOTE_SITES);
        page.row(
                "Sites",
                sites == null
                        ? "all allowed"
                        : sites.isEmpty()
                                ? "named credentials only"
                                : String.join(
                                        ", ",
                                        sites.stream()
                                                .map(ConfigCheckCommand::origin)
                                                .toList()));
        page.row(
                "Credential",
                rows(settings.get(Settings.NAMED_CREDENTIALS).entrySet().stream()
                        .map(entry -> "callout:" + entry.getKey() + "  " + entry.getValue())));
        page.row("Proxy", settings.get(Settings.PROXY).toString());
        CalloutLimits limits = settings.get(Settings.LIMITS);
        page.row(
                "Limits",
                limits.requestBytes() + " bytes per request, " + limits.responseBytes() + " per response, "
                        + limits.headerBytes() + " of headers; XML depth " + limits.xmlDepth() + ", "
                        + limits.xmlAttributes() + " attributes, " + limits.xmlNamespaces() + " namespaces, "
                        + limits.xmlNames() + " names; " + limits.attachments() + " attachments");
        page.row("Values", settings.get(Settings.RESPONSE_VALUES).toString());
        Integer threads = settings.find(Settings.ASYNC_THREADS);
        if (threads != null) {
            page.row("Async", threads + " threads");
        }
        if (!settings.get(Settings.REDACTED).isEmpty()) {
            page.row("Wire log", "redacts " + String.join(", ", settings.get(Settings.REDACTED)));
        }
        page.row(
                "Reload",
                "every "
                        + new BigDecimal(settings.get(Settings.RELOAD_EVERY).toMillis())
                                .movePointLeft(3)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " seconds");
    }

    private static String[] rows(Stream<String> rows) {
        List<String> values = rows.toList();
        return values.isEmpty() ? new String[] {"none"} : values.toArray(String[]::new);
    }

    private String certificate(NamedCertificates certificates, String name) {
        ClientIdentity identity = certificates.identity(name);
        if (identity == null) {
            return "the private key has its own password (set keyPassword, or clientCertPasswd_x in each callout)";
        }
        X509Certificate leaf = identity.chain().get(0);
        String problems = identity.findings(environment.clock().instant()).stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(finding -> "; " + finding.severity().code() + " " + finding.code())
                .collect(Collectors.joining());
        return leaf.getSubjectX500Principal().getName() + ", valid until "
                + leaf.getNotAfter().toInstant() + problems;
    }

    /** Only scheme, host, and port of a site are compared. */
    private static String origin(String site) {
        Endpoint endpoint = Endpoint.parse(site);
        return (endpoint.secure() ? "https://" : "http://") + endpoint.authority();
    }

    private static String tls(Settings settings) {
        String versions = String.join(
                ", ",
                settings.get(Settings.TLS_VERSIONS).stream()
                        .map(TlsVersion::number)
                        .sorted()
                        .toList());
        Map<String, String> names = settings.get(Settings.SERVER_NAMES);
        String shown = names.isEmpty()
                ? ""
                : "; "
                        + names.entrySet().stream()
                                .map(name -> name.getKey() + " as " + name.getValue())
                                .collect(Collectors.joining(", "));
        return versions + "; client certificate offered: " + settings.get(Settings.OFFER) + shown;
    }
}

package io.callout4j.cli.ca;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.CertificateProfile.Purpose;
import io.callout4j.certificates.CertificateRequest;
import io.callout4j.cli.certificate.StoreCommand;
import io.callout4j.cli.certificate.StoreReport;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ShellQuoting;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.InputFile;
import io.callout4j.cli.input.NameOptions;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.PasswordOptions;
import io.callout4j.cli.input.ProfileOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callout ca sign}. */
@Command(
        name = "sign",
        description = {
            "Signs a certificate signing request (CSR) with a CA's key. Subject and host names come"
                    + " from the request; the CA determines everything else. The certificate is for a TLS client"
                    + " or a TLS server, and works with old servers too.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout ca sign --ca root.p12 Contoso_SF_PCA.csr",
            "  callout ca sign --ca issuing.p12 erp.csr --for server --san erp.example.com \\",
            "      --days 90 --out erp.crt"
        })
public final class CaSignCommand extends StoreCommand {

    @Option(names = "--ca", required = true, paramLabel = "FILE", description = "CA file created by ca init.")
    private String authority = "";

    @Mixin
    private final PasswordOptions password = SigningAuthority.passwordOptions();

    @Parameters(paramLabel = "CSR", description = "Request to sign, PEM or DER.")
    private String request = "";

    @Option(
            names = "--for",
            paramLabel = "USE",
            description = "Purpose of the certificate: client (default) or server.")
    private String use = "client";

    @Option(names = "--days", paramLabel = "N", description = "Days that the certificate is valid. Default: 365.")
    private int days = 365;

    @Mixin
    private final NameOptions names = new NameOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File for the certificate and its chain. Default: CSR with the extension .crt.")
    private @Nullable String out;

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CaSignCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        Purpose purpose = purpose();
        Duration validity = ProfileOptions.duration(days);
        CertificateRequest csr = CertificateRequest.of(InputFile.content(request), request);
        String name = out == null ? request.replaceFirst("\\.[A-Za-z0-9]+$", "") + ".crt" : out;
        OutputFile file = new OutputFile(name, overwrite).requireFile().check();
        CertificateProfile profile =
                names.addTo(CertificateProfile.forRequest(csr, purpose).validFor(validity));
        CertificateAuthority signer = SigningAuthority.open(authority, password, environment());
        List<X509Certificate> signed = signer.sign(csr, profile);
        file.writePublic(pem(signed));
        return report(signed, purpose, validity, file);
    }

    private Purpose purpose() {
        return switch (use) {
            case "client" -> Purpose.CLIENT_AUTH;
            case "server" -> Purpose.SERVER_AUTH;
            default -> throw new UsageException("--for must be client or server, not " + use + ".");
        };
    }

    private static String pem(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        chain.forEach(each -> text.append(new CertificateFacts(each).pem()));
        return text.toString();
    }

    private StoreReport report(List<X509Certificate> signed, Purpose purpose, Duration validity, OutputFile file) {
        CertificateFacts leaf = new CertificateFacts(signed.get(0));
        List<String> hosts = leaf.names();
        StoreReport report = StoreReport.done(
                        "signed",
                        "Signed a certificate for " + leaf.subject()
                                + (hosts.isEmpty() ? "" : " (" + String.join(", ", hosts) + ")")
                                + ", for a TLS " + (purpose == Purpose.CLIENT_AUTH ? "client" : "server")
                                + ", valid until "
                                + leaf.notAfter() + ".")
                .wrote(file);
        if (Duration.between(leaf.notBefore(), leaf.notAfter()).compareTo(validity) < 0) {
            report = report.note("It expires with the CA's own certificate, earlier than requested.");
        }
        if (purpose == Purpose.SERVER_AUTH && hosts.isEmpty()) {
            report = report.note("It contains no host name, so clients will reject it. Sign again with --san HOST.");
        }
        return report.next(
                "Give " + file.name() + ", which is public, to the owner of the request, who imports it with:"
                        + " callout certificate import-signed NAME " + ShellQuoting.quote(file.name()));
    }
}

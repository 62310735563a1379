package io.callout4j.cli.ca;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.CertificateProfile.Purpose;
import io.callout4j.certificates.CertificateRequest;
import io.callout4j.cli.certificate.StoreAnswer;
import io.callout4j.cli.certificate.StoreCommand;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.console.Words;
import io.callout4j.cli.input.CaPasswordOptions;
import io.callout4j.cli.input.InputFile;
import io.callout4j.cli.input.NameOptions;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.ProfileOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a request. */
@Command(
        name = "sign",
        description = {
            "Signs a request (CSR) with an authority's key. The name and host names are those of the request, the rest is the authority's to"
                    + " say: a certificate for a TLS client or a server, of a kind that old servers take as well.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout ca sign --ca root.p12 Contoso_SF_PCA.csr",
            "  callout ca sign --ca issuing.p12 erp.csr --for server --san erp.example.com --days 90 --out erp.crt"
        })
public final class CaSignCommand extends StoreCommand {

    @Option(names = "--ca", required = true, paramLabel = "FILE", description = "The authority: what ca init has made.")
    private String authority = "";

    @ArgGroup
    private @Nullable CaPasswordOptions password;

    @Parameters(paramLabel = "CSR", description = "The request, PEM or DER.")
    private String request = "";

    @Option(names = "--for", paramLabel = "USE", description = "client (the default) or server.")
    private String use = "client";

    @Option(names = "--days", paramLabel = "N", description = "For how long it is valid; 365 where it is not given.")
    private int days = 365;

    @Mixin
    private final NameOptions names = new NameOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the certificate and those above it go; CSR with the ending .crt where it is not given.")
    private @Nullable String out;

    @Option(names = "--overwrite", description = "Replace a file that is there.")
    private boolean overwrite;

    public CaSignCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        Purpose purpose = purpose();
        Duration validity = ProfileOptions.duration(days);
        CertificateRequest asked = CertificateRequest.of(InputFile.content(request), request);
        String name = out == null ? request.replaceFirst("\\.[A-Za-z0-9]+$", "") + ".crt" : out;
        OutputFile file = new OutputFile(name, overwrite).onDisk().check();
        CertificateProfile profile =
                CertificateProfile.forRequest(asked, purpose).validFor(validity);
        profile = names.addTo(profile);
        CertificateAuthority signer = SigningAuthority.open(authority, password, surroundings());
        List<X509Certificate> signed = signer.sign(asked, profile);
        file.writePublic(pem(signed));
        return told(signed, purpose, validity, file);
    }

    private Purpose purpose() {
        return switch (use) {
            case "client" -> Purpose.CLIENT_AUTH;
            case "server" -> Purpose.SERVER_AUTH;
            default -> throw new UsageException("--for " + use + " is no use here. It is client or server.");
        };
    }

    private static String pem(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        chain.forEach(each -> text.append(new CertificateFacts(each).pem()));
        return text.toString();
    }

    private StoreAnswer told(List<X509Certificate> signed, Purpose purpose, Duration validity, OutputFile file) {
        CertificateFacts leaf = new CertificateFacts(signed.get(0));
        List<String> shown = new ArrayList<>(leaf.names());
        StoreAnswer answer = StoreAnswer.done(
                        "signed",
                        "Signed a certificate for " + leaf.subject()
                                + (shown.isEmpty() ? "" : " (" + String.join(", ", shown) + ")")
                                + ", for a TLS " + (purpose == Purpose.CLIENT_AUTH ? "client" : "server")
                                + ", valid to "
                                + leaf.notAfter() + ".")
                .wrote(file);
        if (Duration.between(leaf.notBefore(), leaf.notAfter()).compareTo(validity) < 0) {
            answer = answer.note("It ends with the authority's own certificate, sooner than asked for.");
        }
        if (purpose == Purpose.SERVER_AUTH && shown.isEmpty()) {
            answer = answer.note(
                    "It is for no host name: clients refuse such a server's certificate. Sign it again with --san HOST.");
        }
        return answer.next("Give " + file.name()
                + " back to whoever made the request; it is public. What is done with it there: callout certificate"
                + " import-signed NAME " + Words.quoted(file.name()));
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.input.InputFile;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.KeyStoreEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code callout certificate import-signed}. */
@Command(
        name = "import-signed",
        description = {
            "Imports the certificate that a CA signed for the request of an entry, with its chain:"
                    + " PEM, DER, or PKCS#7 (.p7b), in one or more files, in any order. The certificate must match the"
                    + " key of the entry. If a certificate of the chain is missing, it is named; import it later in"
                    + " the same way.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate import-signed Contoso_SF_PCA signed.p7b",
            "  callout certificate import-signed Contoso_SF_PCA contoso.crt issuing.crt \\",
            "      root.crt"
        })
public final class CertificateImportSignedCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the entry whose request was signed.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "File that the CA sent; repeatable.")
    private List<String> files = List.of();

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateImportSignedCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String file : files) {
            List<X509Certificate> found =
                    KeyStoreEntry.of(InputFile.readable("file", file), null).certificates();
            if (found.isEmpty()) {
                throw new CalloutConfigurationException(
                        file + " contains no certificate. Import the file that the CA sent: PEM, DER, or PKCS#7.");
            }
            certificates.addAll(found);
        }
        StoredCertificate signed = store.open(environment()).importSigned(name, certificates);
        StoreReport report = StoreReport.done("imported", "Imported the signed certificate of " + signed.name() + ".")
                .in(store.path())
                .about(signed);
        for (X509Certificate each : new LinkedHashSet<>(certificates)) {
            if (!signed.chain().contains(each)) {
                report = report.note(
                        "Ignored, because it is not part of the chain: " + new CertificateFacts(each).subject() + ".");
            }
        }
        return NextSteps.whenReady(report, signed, store);
    }
}

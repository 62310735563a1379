package io.callout4j.cli.certificate;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.input.InputFile;
import io.callout4j.identity.KeyStoreEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes in what an authority has signed. */
@Command(
        name = "import-signed",
        description = {
            "Takes in the certificate that an authority has signed for an entry's request, with its chain: PEM, DER or PKCS#7 (.p7b), in one file or several, in any order. It is checked against the entry's key; what the chain lacks is named, and can come in later in the same way.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate import-signed Contoso_SF_PCA signed.p7b",
            "  callout certificate import-signed Contoso_SF_PCA contoso.crt issuing.crt root.crt"
        })
public final class CertificateImportSignedCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "The entry whose request was signed.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "What the authority sent.")
    private List<String> files = List.of();

    public CertificateImportSignedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String file : files) {
            List<X509Certificate> found =
                    KeyStoreEntry.of(InputFile.readable("file", file), null).certificates();
            if (found.isEmpty()) {
                throw new CalloutConfigurationException(
                        file + " holds no certificate. Give what the authority sent back: PEM, DER or PKCS#7.");
            }
            certificates.addAll(found);
        }
        StoredCertificate signed = store.open(surroundings()).importSigned(name, certificates);
        StoreAnswer answer = StoreAnswer.done("imported", "Took in the signed certificate of " + signed.name() + ".")
                .in(store.path())
                .about(signed);
        for (X509Certificate each : new LinkedHashSet<>(certificates)) {
            if (!signed.chain().contains(each)) {
                answer = answer.note(
                        "Left out, since it is not in the chain: " + new CertificateFacts(each).subject() + ".");
            }
        }
        return NextSteps.usable(answer, signed, store);
    }
}

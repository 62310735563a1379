package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.CertificateRequest;
import io.callout4j.certificates.CertificateStore;
import io.callout4j.certificates.NewEntry;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.Words;
import io.callout4j.cli.input.NameOptions;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.ProfileOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key and a request for a certificate. */
@Command(
        name = "create-csr",
        description = {
            "Makes a key and a request (CSR, PKCS#10) to be sent to an authority. The key stays in the key store; a self-signed certificate stands in for the one to come until import-signed.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate create-csr Contoso_SF_PCA --subject 'CN=Contoso_SF_PCA, O=Contoso'",
            "  callout certificate create-csr Contoso_SF_PCA --out contoso.csr --overwrite"
        })
public final class CertificateCreateCsrCommand extends StoreCommand {

    /** Of what stands in until the authority says for how long. */
    private static final int ONE_YEAR = 365;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final NameOptions names = new NameOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the request goes; NAME.csr where it is not given.")
    private @Nullable String out;

    @Option(names = "--overwrite", description = "Replace a request file that is there.")
    private boolean overwrite;

    public CertificateCreateCsrCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        NewEntry wanted = entry.entry();
        CertificateProfile holding = names.addTo(profile.profile(entry.name(), ONE_YEAR));
        OutputFile file = new OutputFile(out == null ? entry.name() + ".csr" : out, overwrite)
                .onDisk()
                .check();
        CertificateStore certificates = store.open(surroundings());
        CertificateRequest request = certificates.createRequest(wanted, holding);
        file.writePublic(request.toPem());
        StoredCertificate made = certificates.get(wanted.name());
        StoreAnswer answer = StoreAnswer.done(
                        "created",
                        "Made a key for " + made.name() + " in " + store.path() + ", and the request for"
                                + " its certificate.")
                .in(store.path())
                .about(made)
                .wrote(file)
                .next("Send " + file.name() + " to the authority. It is public; the key stays in " + store.path()
                        + ". With an authority of your own: callout ca sign --ca root.p12 "
                        + Words.quoted(file.name()));
        return NextSteps.whenSigned(answer, made, store);
    }
}

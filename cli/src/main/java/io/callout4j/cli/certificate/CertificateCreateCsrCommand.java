package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.CertificateRequest;
import io.callout4j.certificates.CertificateStore;
import io.callout4j.certificates.NewEntry;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ShellQuoting;
import io.callout4j.cli.input.NameOptions;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.ProfileOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code callout certificate create-csr}. */
@Command(
        name = "create-csr",
        description = {
            "Creates a private key and a certificate signing request (CSR, PKCS#10) for a CA."
                    + " The key stays in the key store, with a self-signed placeholder until import-signed"
                    + " replaces it.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate create-csr Contoso_SF_PCA \\",
            "      --subject 'CN=Contoso_SF_PCA, O=Contoso'",
            "  callout certificate create-csr Contoso_SF_PCA --out contoso.csr --overwrite"
        })
public final class CertificateCreateCsrCommand extends StoreCommand {

    /** How long the placeholder is valid; the CA decides about the certificate itself. */
    private static final int PLACEHOLDER_DAYS = 365;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final NameOptions names = new NameOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "File for the request. Default: NAME.csr.")
    private @Nullable String out;

    @Option(names = "--overwrite", description = "Replace an existing request file.")
    private boolean overwrite;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateCreateCsrCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        NewEntry newEntry = entry.entry();
        CertificateProfile certificateProfile = names.addTo(profile.profile(entry.name(), PLACEHOLDER_DAYS));
        OutputFile file = new OutputFile(out == null ? entry.name() + ".csr" : out, overwrite)
                .requireFile()
                .check();
        CertificateStore certificates = store.open(environment());
        CertificateRequest request = certificates.createRequest(newEntry, certificateProfile);
        file.writePublic(request.toPem());
        StoredCertificate created = certificates.get(newEntry.name());
        StoreReport report = StoreReport.done(
                        "created",
                        "Created a key for " + created.name() + " in " + store.path() + ", and a certificate request.")
                .in(store.path())
                .about(created)
                .wrote(file)
                .next("Send " + file.name() + " to the CA. The request is public; the key stays in "
                        + store.path() + ". With your own CA: callout ca sign --ca root.p12 "
                        + ShellQuoting.quote(file.name()));
        return NextSteps.awaitingSignature(report, created, store);
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateStore;
import io.callout4j.certificates.NewEntry;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.PasswordOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code callout certificate import}. */
@Command(
        name = "import",
        description = {
            "Imports a private key with its certificate from a file of any format: PKCS#12, JKS, JCEKS,"
                    + " BCFKS, PEM, or base64 of any of them. The file is not changed.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate import Partner partner.pfx \\",
            "      --file-password-env PARTNER_PASSWORD",
            "  callout certificate import Contoso_SF 00D000000000001.jks#contoso_sf \\",
            "      --file-password-file export.pw"
        })
public final class CertificateImportCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "File to import; FILE#ALIAS selects an entry.")
    private String file = "";

    @Mixin
    private final PasswordOptions filePassword =
            PasswordOptions.of("--file-password", "the password of the file to import");

    @Mixin
    private final PasswordOptions keyPassword = PasswordOptions.ofKey();

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateImportCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        NewEntry newEntry = entry.entry();
        CertificateFile source = CertificateFile.of(file).readable();
        CertificateStore certificates = store.open(environment());
        StoredCertificate imported = source.open(
                filePassword.source(),
                keyPassword.source(),
                environment(),
                identity -> certificates.importIdentity(newEntry, identity));
        return NextSteps.whenReady(
                StoreReport.done("imported", "Imported " + imported.name() + " from " + source.path() + ".")
                        .in(store.path())
                        .about(imported),
                imported,
                store);
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateStore;
import io.callout4j.certificates.NewEntry;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.FilePasswordOptions;
import io.callout4j.cli.input.KeyPasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes in a key and its certificate from a file. */
@Command(
        name = "import",
        description = {
            "Takes in a private key with its certificate from a file of any format: PKCS#12, JKS, JCEKS, BCFKS, PEM, base64 of any of them. The file is left as it is.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate import Partner partner.pfx --file-password-env PARTNER_PASSWORD",
            "  callout certificate import Contoso_SF 00D000000000001.jks#contoso_sf --file-password-file export.pw"
        })
public final class CertificateImportCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file; FILE#ALIAS names an entry in it.")
    private String file = "";

    @ArgGroup
    private @Nullable FilePasswordOptions filePassword;

    @ArgGroup
    private @Nullable KeyPasswordOptions keyPassword;

    public CertificateImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        NewEntry wanted = entry.entry();
        CertificateFile from = CertificateFile.of(file).readable();
        PasswordSource secret = (filePassword == null ? new FilePasswordOptions() : filePassword).source();
        PasswordSource keySecret = (keyPassword == null ? new KeyPasswordOptions() : keyPassword).source();
        CertificateStore certificates = store.open(surroundings());
        StoredCertificate taken =
                from.open(secret, keySecret, surroundings(), source -> certificates.importIdentity(wanted, source));
        return NextSteps.usable(
                StoreAnswer.done("imported", "Took in " + taken.name() + " from " + from.path() + ".")
                        .in(store.path())
                        .about(taken),
                taken,
                store);
    }
}

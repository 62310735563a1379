package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.NewEntry;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.input.NameOptions;
import io.callout4j.cli.input.ProfileOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code callout certificate create-self-signed}. */
@Command(
        name = "create-self-signed",
        description = {
            "Creates a private key and a self-signed certificate in a key store. The key store is created if"
                    + " it does not exist.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate create-self-signed Contoso_SF \\",
            "      --subject 'CN=Contoso_SF, O=Contoso'",
            "  callout certificate create-self-signed Contoso_SF --key rsa-4096 --days 730 \\",
            "      --label 'Contoso, for the ERP'"
        })
public final class CertificateCreateSelfSignedCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final EntryOptions entry = new EntryOptions();

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Mixin
    private final NameOptions names = new NameOptions();

    @Option(names = "--days", paramLabel = "N", description = "Days that the certificate is valid. Default: 365.")
    private int days = 365;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateCreateSelfSignedCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        NewEntry newEntry = entry.entry();
        CertificateProfile certificateProfile = names.addTo(profile.profile(entry.name(), days));
        StoredCertificate created = store.open(environment()).createSelfSigned(newEntry, certificateProfile);
        return NextSteps.whenReady(
                StoreReport.done("created", "Created " + created.name() + " in " + store.path() + ".")
                        .in(store.path())
                        .about(created),
                created,
                store);
    }
}

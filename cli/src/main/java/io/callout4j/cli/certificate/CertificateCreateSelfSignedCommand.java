package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.NewEntry;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.input.NameOptions;
import io.callout4j.cli.input.ProfileOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key and a self-signed certificate. */
@Command(
        name = "create-self-signed",
        description = {
            "Makes a key and a certificate that the key itself signs, in a key store that is made where there is none.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate create-self-signed Contoso_SF --subject 'CN=Contoso_SF, O=Contoso'",
            "  callout certificate create-self-signed Contoso_SF --key rsa-4096 --days 730 --label 'Contoso, to the ERP'"
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

    @Option(names = "--days", paramLabel = "N", description = "For how long it is valid; 365 where it is not given.")
    private int days = 365;

    public CertificateCreateSelfSignedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        NewEntry wanted = entry.entry();
        CertificateProfile holding = names.addTo(profile.profile(entry.name(), days));
        StoredCertificate made = store.open(surroundings()).createSelfSigned(wanted, holding);
        return NextSteps.usable(
                StoreAnswer.done("created", "Made " + made.name() + " in " + store.path() + ".")
                        .in(store.path())
                        .about(made),
                made,
                store);
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows an entry of a store. */
@Command(
        name = "show",
        description = {
            "Shows a certificate that a key store keeps, with its chain and what is to be said about it. No key is shown.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {"  callout certificate show Contoso_SF"})
public final class CertificateShowCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "NAME", description = "The entry.")
    private String name = "";

    public CertificateShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        StoredCertificate entry = store.open(surroundings()).get(name);
        StoreAnswer answer = StoreAnswer.done("shown", entry.name() + " in " + store.path())
                .in(store.path())
                .about(entry);
        return entry.isAwaitingSignature() ? NextSteps.whenSigned(answer, entry, store) : answer;
    }
}

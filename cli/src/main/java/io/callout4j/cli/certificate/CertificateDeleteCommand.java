package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes an entry of a store. */
@Command(
        name = "delete",
        description = {
            "Deletes a certificate with its key from a key store. Nobody can bring the key back: export it before where it may be needed.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {"  callout certificate delete Contoso_SF_old"})
public final class CertificateDeleteCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "NAME", description = "The entry.")
    private String name = "";

    public CertificateDeleteCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        StoredCertificate gone = store.open(surroundings()).delete(name);
        return StoreAnswer.done("deleted", "Deleted " + gone.name() + " from " + store.path() + ", with its key.")
                .in(store.path())
                .about(gone)
                .next(
                        "Where a service still trusts it, have it taken off there. Programs that use the store notice within seconds.");
    }
}

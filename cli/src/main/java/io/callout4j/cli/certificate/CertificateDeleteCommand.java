package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code callout certificate delete}. */
@Command(
        name = "delete",
        description = {
            "Deletes a certificate and its private key from a key store. The key cannot be restored, so"
                    + " export it first if you may still need it.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {"  callout certificate delete Contoso_SF_old"})
public final class CertificateDeleteCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the entry.")
    private String name = "";

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateDeleteCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        StoredCertificate deleted = store.open(environment()).delete(name);
        return StoreReport.done("deleted", "Deleted " + deleted.name() + " and its key from " + store.path() + ".")
                .in(store.path())
                .about(deleted)
                .next("If a service still trusts the certificate, ask its operator to remove it. Programs that use the"
                        + " key store notice the change within seconds.");
    }
}

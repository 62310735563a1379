package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code callout certificate show}. */
@Command(
        name = "show",
        description = {
            "Shows a certificate in a key store with its chain and findings. The private key is not shown.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = {"  callout certificate show Contoso_SF"})
public final class CertificateShowCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the entry.")
    private String name = "";

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateShowCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        StoredCertificate entry = store.open(environment()).get(name);
        StoreReport report = StoreReport.done("shown", entry.name() + " in " + store.path())
                .in(store.path())
                .about(entry);
        return entry.isAwaitingSignature() ? NextSteps.awaitingSignature(report, entry, store) : report;
    }
}

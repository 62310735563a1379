package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.Page;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code callout certificate list}. */
@Command(
        name = "list",
        description = {"Lists the certificates in a key store with their state and expiry.", ""},
        footerHeading = "%nExample:%n",
        footer = {"  callout certificate list --store identities.p12 --password-env STORE_PASSWORD"})
public final class CertificateListCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateListCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        List<StoredCertificate> entries = store.open(environment()).list();
        String count = entries.isEmpty()
                ? "no certificates"
                : entries.size() == 1 ? "1 certificate" : entries.size() + " certificates";
        return StoreReport.done("listed", store.path() + ": " + count)
                .in(store.path())
                .about(entries);
    }

    @Override
    protected void describe(StoreReport report, Page page) {
        page.blank();
        new StoreText(page, now()).table(report.entries());
    }
}

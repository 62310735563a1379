package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what a store keeps. */
@Command(
        name = "list",
        description = {"Lists the certificates that a key store keeps, with their state and how long they are good.", ""
        },
        footerHeading = "%nExample:%n",
        footer = {"  callout certificate list --store identities.p12 --password-env STORE_PASSWORD"})
public final class CertificateListCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    public CertificateListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        List<StoredCertificate> entries = store.open(surroundings()).list();
        String what = entries.isEmpty()
                ? "no certificates"
                : entries.size() == 1 ? "1 certificate" : entries.size() + " certificates";
        return StoreAnswer.done("listed", store.path() + ": " + what)
                .in(store.path())
                .about(entries);
    }

    @Override
    protected void describe(StoreAnswer answer, Page page) {
        page.blank();
        new StoreText(page, now()).table(answer.entries());
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which certificates end soon. */
@Command(
        name = "expiring",
        description = {
            "Tells which certificates of a key store have expired or end within so many days; made for cron, whose mail then says which.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:None ends within that time.",
            "2:An option is wrong, a file cannot be read, or a variable is not set.",
            "3:The key store was refused; the reason is shown.",
            "8:At least one has expired or ends within that time.",
            "70:An error inside callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate expiring --days 30 --password-file store.pw",
            "  callout certificate expiring --quiet --password-file store.pw || mail -s 'certificates end' ops@example.com"
        })
public final class CertificateExpiringCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--days", paramLabel = "N", description = "How far to look ahead; 30 where it is not given.")
    private int days = 30;

    @Option(names = "--quiet", description = "Print nothing where none ends within that time.")
    private boolean quiet;

    public CertificateExpiringCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        if (days < 0) {
            throw new UsageException("--days " + days + " is out of range: 0 or more.");
        }
        List<StoredCertificate> ending = store.open(surroundings()).list().stream()
                .filter(entry -> !entry.isAwaitingSignature())
                .filter(entry -> StoreText.daysLeft(entry, now()) < days)
                .sorted(Comparator.comparing(entry -> entry.certificate().getNotAfter()))
                .toList();
        if (ending.isEmpty()) {
            String headline = quiet ? "" : "No certificate in " + store.path() + " ends within " + days + " days.";
            return StoreAnswer.done("none", headline).in(store.path());
        }
        return StoreAnswer.done("expiring", store.path() + ": " + ending.size() + " to renew within " + days + " days")
                .in(store.path())
                .about(ending)
                .next(
                        "A self-signed one, whose new certificate has to be known to the service before it is used: callout"
                                + " certificate create-self-signed NAME --replace" + store.inCommands())
                .next(
                        "A signed one, with the key that it has, to be signed and taken in by import-signed: callout certificate export"
                                + " NAME --as csr --out NAME.csr" + store.inCommands());
    }

    @Override
    protected int exitCode(StoreAnswer answer) {
        return answer.entries().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    @Override
    protected void describe(StoreAnswer answer, Page page) {
        page.blank();
        new StoreText(page, now()).table(answer.entries());
    }
}

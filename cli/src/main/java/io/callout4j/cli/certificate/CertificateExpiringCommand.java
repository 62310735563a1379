package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.UsageException;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code callout certificate expiring}. */
@Command(
        name = "expiring",
        description = {
            "Lists the certificates of a key store that have expired or expire within a number of days. Run"
                    + " it from cron with --quiet to receive email only when a certificate needs to be renewed.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:No certificate expires within that time.",
            "2:Usage error: a wrong option, an unreadable file, or an unset variable.",
            "3:The key store was rejected; the reason is shown.",
            "8:At least one certificate has expired or expires within that time.",
            "70:An internal error in callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate expiring --days 30 --password-file store.pw",
            "  callout certificate expiring --quiet --password-file store.pw"
        })
public final class CertificateExpiringCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--days", paramLabel = "N", description = "Number of days to look ahead. Default: 30.")
    private int days = 30;

    @Option(names = "--quiet", description = "Print nothing if no certificate expires within that time.")
    private boolean quiet;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateExpiringCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        if (days < 0) {
            throw new UsageException("--days must be 0 or more, not " + days + ".");
        }
        List<StoredCertificate> expiring = store.open(environment()).list().stream()
                .filter(entry -> !entry.isAwaitingSignature())
                .filter(entry -> StoreText.daysLeft(entry, now()) < days)
                .sorted(Comparator.comparing(entry -> entry.certificate().getNotAfter()))
                .toList();
        if (expiring.isEmpty()) {
            String headline = quiet ? "" : "No certificate in " + store.path() + " expires within " + period() + ".";
            return StoreReport.done("none", headline).in(store.path());
        }
        String count = expiring.size() == 1 ? "1 certificate" : expiring.size() + " certificates";
        return StoreReport.done("expiring", store.path() + ": " + count + " to renew within " + period())
                .in(store.path())
                .about(expiring)
                .next("To renew a self-signed certificate (the service must trust the new one before you use it):"
                        + " callout certificate create-self-signed NAME --replace" + store.inCommands())
                .next("To request a new certificate for the same key, and import it with import-signed once it is"
                        + " signed: callout certificate export NAME --as csr --out NAME.csr"
                        + store.inCommands());
    }

    private String period() {
        return days == 1 ? "1 day" : days + " days";
    }

    @Override
    protected int exitCode(StoreReport report) {
        return report.entries().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    @Override
    protected void describe(StoreReport report, Page page) {
        page.blank();
        new StoreText(page, now()).table(report.entries());
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.ClientCertificateException;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.KeyPasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.cli.input.StorePasswordOptions;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a client certificate's file and says what is in it, or why it cannot be used. */
@Command(
        name = "inspect",
        description = {
            "Opens a client certificate's file, of any format, and says what is in it, or why it cannot be used.",
            "",
            "PKCS#12, JKS, JCEKS, BCFKS, PEM, and the base64 text of any of them (what goes into clientCert_x) are told"
                    + " apart by content. Nothing is changed, nothing is sent, and no key or password is shown.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It opened.",
            "2:An option is wrong, a file cannot be read, or a variable is not set.",
            "3:It was refused; the reason is shown.",
            "8:With --strict: it opened, and a finding is of severity error.",
            "70:An error inside callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate inspect contoso.p12",
            "      asks for the password where one is needed",
            "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD",
            "  callout certificate inspect partners.jks#contoso --password-file store.pw \\",
            "      --key-password-file key.pw --strict --json"
        })
public final class CertificateInspectCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The file; FILE#ALIAS names an entry in it.")
    private String file = "";

    @ArgGroup
    private @Nullable StorePasswordOptions storePassword;

    @ArgGroup
    private @Nullable KeyPasswordOptions keyPassword;

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            description = "The entry to take, needed where the file has several private keys.")
    private @Nullable String alias;

    @Option(names = "--strict", description = "End with 8 where a finding is of severity error.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON object on one line, in UTF-8.")
    private boolean json;

    public CertificateInspectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CertificateFile certificate = CertificateFile.of(file).withAlias(alias);
        PasswordSource store = (storePassword == null ? new StorePasswordOptions() : storePassword).source();
        PasswordSource key = (keyPassword == null ? new KeyPasswordOptions() : keyPassword).source();
        Instant now = surroundings.clock().instant();
        Inspection inspection = inspect(certificate, store, key, now);
        if (json) {
            inspection.print(surroundings.out());
        } else {
            InspectionText text = new InspectionText(new Page(surroundings.out(), surroundings.ansi()), now);
            inspection.describe(text, certificate, store, key);
        }
        if (inspection.refusal() != null) {
            return ExitCode.REFUSED;
        }
        return strict && inspection.hasErrors() ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    private Inspection inspect(CertificateFile certificate, PasswordSource store, PasswordSource key, Instant now) {
        try {
            return Inspection.opened(certificate.open(store, key, surroundings), now);
        } catch (ClientCertificateException e) {
            return Inspection.refused(e);
        }
    }
}

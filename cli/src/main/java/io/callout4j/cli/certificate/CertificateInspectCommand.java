package io.callout4j.cli.certificate;

import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.PasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.error.ClientCertificateException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callout certificate inspect}. */
@Command(
        name = "inspect",
        description = {
            "Opens a client certificate file of any format and shows what it contains, or why it cannot be used.",
            "",
            "The format is detected from the content: PKCS#12, JKS, JCEKS, BCFKS, PEM, and the base64 text of any of them"
                    + " (the value of clientCert_x). Nothing is changed, nothing is sent, and no key or password is shown.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The file was opened.",
            "2:Usage error: a wrong option, an unreadable file, or an unset variable.",
            "3:The file was rejected; the reason is shown.",
            "8:With --strict: the file was opened, and there is a finding of severity error.",
            "70:An internal error in callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate inspect contoso.p12",
            "      asks for the password if it needs one",
            "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD",
            "  callout certificate inspect partners.jks#contoso --password-file store.pw \\",
            "      --key-password-file key.pw --strict --json"
        })
public final class CertificateInspectCommand implements Callable<Integer> {

    private final CliEnvironment environment;

    @Parameters(paramLabel = "FILE", description = "Certificate file; FILE#ALIAS selects an entry.")
    private String file = "";

    @Mixin
    private final PasswordOptions storePassword = PasswordOptions.of("--password", "the file's password");

    @Mixin
    private final PasswordOptions keyPassword = PasswordOptions.ofKey();

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            description = "Entry to use; required if the file has several private keys.")
    private @Nullable String alias;

    @Option(names = "--strict", description = "Exit with 8 if a finding has severity error.")
    private boolean strict;

    @Option(names = "--json", description = "Print one JSON object on one line, in UTF-8.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateInspectCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        CertificateFile certificate = CertificateFile.of(file).withAlias(alias);
        PasswordSource store = storePassword.source();
        PasswordSource key = keyPassword.source();
        Instant now = environment.clock().instant();
        Inspection inspection = inspect(certificate, store, key, now);
        if (json) {
            inspection.print(environment.out());
        } else {
            InspectionText text = new InspectionText(environment.page(), now);
            inspection.describe(text, certificate, store, key);
        }
        if (inspection.refusal() != null) {
            return ExitCode.REFUSED;
        }
        return strict && inspection.hasErrors() ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    private Inspection inspect(CertificateFile certificate, PasswordSource store, PasswordSource key, Instant now) {
        try {
            return Inspection.opened(certificate.open(store, key, environment), now);
        } catch (ClientCertificateException e) {
            return Inspection.refused(e);
        }
    }
}

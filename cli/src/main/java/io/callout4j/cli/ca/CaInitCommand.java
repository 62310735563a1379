package io.callout4j.cli.ca;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.cli.certificate.StoreCommand;
import io.callout4j.cli.certificate.StoreReport;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ShellQuoting;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.NewPassword;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.PasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.cli.input.ProfileOptions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callout ca init}. */
@Command(
        name = "init",
        description = {
            "Creates a CA: a root, or with --ca an intermediate CA under a parent CA."
                    + " The key is written to a PKCS#12 file that only its owner can read, the public certificate to a"
                    + " separate file.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout ca init root.p12 --subject 'CN=Contoso Root CA, O=Contoso'",
            "  callout ca init issuing.p12 --subject 'CN=Contoso Issuing CA, O=Contoso' \\",
            "      --ca root.p12"
        })
public final class CaInitCommand extends StoreCommand {

    private static final int TEN_YEARS = 3_650;

    @Parameters(paramLabel = "FILE", description = "File for the CA's key and certificate, such as root.p12.")
    private String file = "";

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Validity in days, at most that of the parent CA. Default: " + TEN_YEARS + ".")
    private int days = TEN_YEARS;

    @Option(names = "--ca", paramLabel = "FILE", description = "For an intermediate: the parent CA.")
    private @Nullable String parent;

    @Mixin
    private final PasswordOptions parentPassword = SigningAuthority.passwordOptions();

    @Mixin
    private final PasswordOptions password = PasswordOptions.of("--password", "the password for the new CA's file");

    @Option(
            names = "--out-certificate",
            paramLabel = "FILE",
            description = "File for the public certificate. Default: FILE with the extension .crt.")
    private @Nullable String certificate;

    @Option(names = "--overwrite", description = "Replace existing files. The old private key is lost.")
    private boolean overwrite;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CaInitCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        OutputFile keyFile = new OutputFile(file, overwrite).requireFile().check();
        OutputFile certificateFile = new OutputFile(certificate == null ? stem() + ".crt" : certificate, overwrite)
                .requireFile()
                .check();
        CertificateProfile authorityProfile = profile.profile(nameOf(stem()), days);
        CertificateAuthority authority = parent == null
                ? CertificateAuthority.root(authorityProfile)
                : SigningAuthority.open(parent, parentPassword, environment()).intermediate(authorityProfile);
        char[] secret = newPassword();
        try {
            keyFile.writeSecret(authority.toPkcs12(secret));
        } finally {
            Arrays.fill(secret, '\0');
        }
        certificateFile.writePublic(authority.toCertificatePem());
        return report(authority, keyFile, certificateFile);
    }

    private String stem() {
        return file.replaceFirst("\\.[A-Za-z0-9]+$", "");
    }

    private static String nameOf(String stem) {
        return stem.substring(Math.max(stem.lastIndexOf('/'), stem.lastIndexOf('\\')) + 1);
    }

    private char[] newPassword() {
        PasswordSource source = password.source();
        char[] secret = source.read(environment());
        CliEnvironment.PasswordPrompt prompt = environment().prompt();
        if (!source.isGiven() && prompt != null) {
            secret = NewPassword.ask(prompt, file);
        }
        if (secret == null || secret.length == 0) {
            throw new UsageException("A CA key needs a password. Specify one with " + source.options() + ".");
        }
        return secret;
    }

    private StoreReport report(CertificateAuthority authority, OutputFile keyFile, OutputFile certificateFile) {
        String subject = authority.certificate().getSubjectX500Principal().getName();
        StoreReport report = StoreReport.done(
                        "created", "Created the " + (parent == null ? "root " : "intermediate ") + subject + ".")
                .wrote(keyFile)
                .wrote(certificateFile)
                .note("Anyone who has " + keyFile.name()
                        + " and its password can create certificates that your partners"
                        + " trust. Do not keep it on servers that make callouts.");
        report = parent == null
                ? report.next("Give " + certificateFile.name() + ", which is public, to the service, so that it trusts"
                        + " certificates signed by this root.")
                : report.next("The service must trust the root. The intermediate is sent along with each certificate.");
        return report.next(
                "To sign a request: callout ca sign --ca " + ShellQuoting.quote(keyFile.name()) + " NAME.csr");
    }
}

package io.callout4j.cli.ca;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.cli.certificate.StoreAnswer;
import io.callout4j.cli.certificate.StoreCommand;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.console.Words;
import io.callout4j.cli.input.CaPasswordOptions;
import io.callout4j.cli.input.NewPassword;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.cli.input.ProfileOptions;
import io.callout4j.cli.input.StorePasswordOptions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an authority. */
@Command(
        name = "init",
        description = {
            "Makes a certificate authority: a root, or with --ca an intermediate below another one. Its key goes into a PKCS#12 file that"
                    + " only its owner reads; its certificate, which is public, into a file beside it.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout ca init root.p12 --subject 'CN=Contoso Root CA, O=Contoso'",
            "  callout ca init issuing.p12 --subject 'CN=Contoso Issuing CA, O=Contoso' --ca root.p12"
        })
public final class CaInitCommand extends StoreCommand {

    private static final int TEN_YEARS = 3_650;

    @Parameters(paramLabel = "FILE", description = "Where the authority's key goes, such as root.p12.")
    private String file = "";

    @Mixin
    private final ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "For how long it is valid; " + TEN_YEARS
                    + " where it is not given, and never longer than the one above it.")
    private int days = TEN_YEARS;

    @Option(names = "--ca", paramLabel = "FILE", description = "The authority above it, for an intermediate.")
    private @Nullable String parent;

    @ArgGroup
    private @Nullable CaPasswordOptions parentPassword;

    @ArgGroup
    private @Nullable StorePasswordOptions password;

    @Option(
            names = "--out-certificate",
            paramLabel = "FILE",
            description = "Where its certificate goes; FILE with the ending .crt where it is not given.")
    private @Nullable String certificate;

    @Option(names = "--overwrite", description = "Replace files that are there. The old key is gone then.")
    private boolean overwrite;

    public CaInitCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        OutputFile key = new OutputFile(file, overwrite).onDisk().check();
        OutputFile open = new OutputFile(certificate == null ? stem() + ".crt" : certificate, overwrite)
                .onDisk()
                .check();
        CertificateProfile wanted = profile.profile(nameOf(stem()), days);
        CertificateAuthority made = parent == null
                ? CertificateAuthority.root(wanted)
                : SigningAuthority.open(parent, parentPassword, surroundings()).intermediate(wanted);
        char[] secret = newPassword();
        try {
            key.writeSecret(made.toPkcs12(secret));
        } finally {
            Arrays.fill(secret, '\0');
        }
        open.writePublic(made.toCertificatePem());
        return told(made, key, open);
    }

    private String stem() {
        return file.replaceFirst("\\.[A-Za-z0-9]+$", "");
    }

    private static String nameOf(String stem) {
        return stem.substring(Math.max(stem.lastIndexOf('/'), stem.lastIndexOf('\\')) + 1);
    }

    private char[] newPassword() {
        PasswordSource source = (password == null ? new StorePasswordOptions() : password).source();
        char[] secret = source.read(surroundings());
        Surroundings.PasswordPrompt prompt = surroundings().prompt();
        if (!source.isGiven() && prompt != null) {
            secret = NewPassword.ask(prompt, file);
        }
        if (secret == null || secret.length == 0) {
            throw new UsageException(
                    "An authority's key is not written without a password. Give one: " + source.options() + ".");
        }
        return secret;
    }

    private StoreAnswer told(CertificateAuthority made, OutputFile key, OutputFile open) {
        String subject = made.certificate().getSubjectX500Principal().getName();
        StoreAnswer answer = StoreAnswer.done(
                        "created", "Made the " + (parent == null ? "root " : "intermediate ") + subject + ".")
                .wrote(key)
                .wrote(open)
                .note("Whoever has " + key.name()
                        + " and its password can make certificates that your partners trust. Keep it away from"
                        + " the servers that make callouts.");
        answer = parent == null
                ? answer.next(
                        "Give " + open.name() + ", which is public, to the service that is to trust what it signs.")
                : answer.next(
                        "The service that is called has to trust the root; the intermediate is sent with each certificate.");
        return answer.next("Sign a request: callout ca sign --ca " + Words.quoted(key.name()) + " NAME.csr");
    }
}

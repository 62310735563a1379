package io.callout4j.cli.certificate;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.certificates.CertificateStore;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.OutPasswordOptions;
import io.callout4j.cli.input.OutputFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an entry of a store in a form that others read. */
@Command(
        name = "export",
        description = {
            "Writes an entry of a key store in a form that others read.",
            "",
            "With its key: pkcs12, jks (as Salesforce's import demands it), base64 (the text that goes into clientCert_x), pem."
                    + " Without: certificate, chain, csr.",
            "",
            "What holds a key is readable by its owner alone, and protected by the password of the key store where no other is given.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate export Contoso_SF --as certificate --out Contoso_SF.crt",
            "      what a partner gets",
            "  callout certificate export Contoso_SF --as base64 --out -",
            "      prints what goes into clientCert_x",
            "  callout certificate export Contoso_SF --as jks --out Contoso_SF.jks --out-password-env JKS_PASSWORD",
            "      for Setup, Certificate and Key Management, Import from Keystore",
            "  callout certificate export Contoso_SF --as pkcs12 --legacy --out Contoso_SF.pfx",
            "      for an old appliance"
        })
public final class CertificateExportCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "NAME", description = "The entry.")
    private String name = "";

    @Option(
            names = "--as",
            required = true,
            paramLabel = "FORM",
            description = "pkcs12, jks, base64 or pem with the key; certificate, chain or csr without.")
    private String form = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where it goes; - prints it.")
    private String out = "";

    @Option(names = "--overwrite", description = "Replace a file that is there.")
    private boolean overwrite;

    @Option(
            names = "--legacy",
            description = "pkcs12 and base64 with Triple DES and SHA-1, for old appliances and old Windows.")
    private boolean legacy;

    @Option(names = "--no-password", description = "pem with a key that is not encrypted.")
    private boolean open;

    @ArgGroup
    private @Nullable OutPasswordOptions outPassword;

    public CertificateExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected StoreAnswer answer() {
        ExportFormat format = checkedFormat();
        OutputFile file = new OutputFile(out, overwrite).check();
        char[] secret = store.password(surroundings());
        char[] other = (outPassword == null ? new OutPasswordOptions() : outPassword)
                .source()
                .read(surroundings());
        try {
            CertificateStore certificates = CertificateStore.at(store.path(), secret);
            StoredCertificate entry = certificates.get(name);
            checkSigned(format, entry);
            byte[] content = format.isWithKey()
                    ? withKey(format, certificates.export(name), other == null ? secret : other)
                    : withoutKey(format, certificates, entry).getBytes(StandardCharsets.US_ASCII);
            write(format, file, content);
            return file.isStandardOutput() ? StoreAnswer.done("exported", "") : told(format, entry, file);
        } finally {
            wipe(secret);
            wipe(other);
        }
    }

    private ExportFormat checkedFormat() {
        ExportFormat format = ExportFormat.of(form);
        if (legacy && format != ExportFormat.PKCS12 && format != ExportFormat.BASE64) {
            throw new UsageException("--legacy goes with --as pkcs12 and --as base64 only.");
        }
        if (open && format != ExportFormat.PEM) {
            throw new UsageException(
                    "--no-password goes with --as pem only; the other forms with a key always have a password.");
        }
        if (isJson() && out.equals("-")) {
            throw new UsageException("--json and --out - would both print. Name a file.");
        }
        return format;
    }

    /** What stands in for a certificate to come is of no use to anybody. */
    private static void checkSigned(ExportFormat format, StoredCertificate entry) {
        if (entry.isAwaitingSignature() && !format.isWithKey() && format != ExportFormat.CSR) {
            throw new CalloutConfigurationException(
                    entry.name() + " still awaits its signed certificate: there is none to give away."
                            + " Take in what the authority signed first: callout certificate import-signed "
                            + entry.name() + " FILE.");
        }
    }

    private byte[] withKey(ExportFormat format, HeldCertificate held, char @Nullable [] password) {
        if (format == ExportFormat.PEM) {
            return held.toPem(open ? null : needed(password)).getBytes(StandardCharsets.US_ASCII);
        }
        char[] secret = needed(password);
        if (format == ExportFormat.JKS) {
            return held.toSalesforceJks(secret);
        }
        byte[] pkcs12 = legacy ? held.toLegacyPkcs12(secret) : held.toPkcs12(secret);
        return format == ExportFormat.PKCS12
                ? pkcs12
                : (Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs12) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
    }

    private static char[] needed(char @Nullable [] password) {
        if (password == null || password.length == 0) {
            throw new UsageException(
                    "What holds a key is not written without a password. Give one: --out-password-env VAR or"
                            + " --out-password-file FILE.");
        }
        return password;
    }

    private static String withoutKey(ExportFormat format, CertificateStore certificates, StoredCertificate entry) {
        return switch (format) {
            case CSR -> certificates.request(entry.name()).toPem();
            case CHAIN -> entry.toChainPem();
            default -> entry.toCertificatePem();
        };
    }

    private void write(ExportFormat format, OutputFile file, byte[] content) {
        if (file.isStandardOutput()) {
            OutputFile.print(content, surroundings().out());
        } else if (format.isWithKey()) {
            file.writeSecret(content);
        } else {
            file.writePublic(new String(content, StandardCharsets.US_ASCII));
        }
    }

    private StoreAnswer told(ExportFormat format, StoredCertificate entry, OutputFile file) {
        StoreAnswer answer = StoreAnswer.done("exported", "Wrote " + entry.name() + " as " + format.word() + ".")
                .in(store.path())
                .about(entry)
                .wrote(file);
        if (format.isWithKey() && legacy) {
            answer = answer.note(
                    "The protection of legacy files is weak: whoever gets the file can try passwords quickly.");
        }
        if (format.isWithKey() && open) {
            answer = answer.note("The key in it is not encrypted: whoever can read the file can use it.");
        }
        return answer.next(NextSteps.afterExport(format, entry, file));
    }

    /** One line does for an export; what the entry is, show tells. */
    @Override
    protected void describe(StoreAnswer answer, Page page) {}

    private static void wipe(char @Nullable [] password) {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateStore;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.cli.input.PasswordOptions;
import io.callout4j.error.CalloutConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callout certificate export}. */
@Command(
        name = "export",
        description = {
            "Exports an entry of a key store.",
            "",
            "Formats with the private key: pkcs12, jks (for Salesforce), base64 (the text for clientCert_x), pem. Formats"
                    + " without it: certificate, chain, csr.",
            "",
            "A file with a private key is readable by its owner only. It is protected by the password of the key store"
                    + " unless you specify another one.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate export Contoso_SF --as certificate --out Contoso_SF.crt",
            "      the file to give to a partner",
            "  callout certificate export Contoso_SF --as base64 --out -",
            "      prints the text for clientCert_x",
            "  callout certificate export Contoso_SF --as jks --out Contoso_SF.jks \\",
            "      --out-password-env JKS_PASSWORD",
            "      for Setup, Certificate and Key Management, Import from Keystore",
            "  callout certificate export Contoso_SF --as pkcs12 --legacy \\",
            "      --out Contoso_SF.pfx",
            "      for an old appliance"
        })
public final class CertificateExportCommand extends StoreCommand {

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "NAME", description = "Name of the entry.")
    private String name = "";

    @Option(
            names = "--as",
            required = true,
            paramLabel = "FORMAT",
            description = "With the private key: pkcs12, jks, base64, or pem; without it: certificate, chain, or csr.")
    private String formatName = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write; - prints to standard output.")
    private String out = "";

    @Option(names = "--overwrite", description = "Replace an existing file.")
    private boolean overwrite;

    @Option(
            names = "--legacy",
            description =
                    "For pkcs12 and base64: encrypt with Triple DES and SHA-1, for old appliances and old Windows versions.")
    private boolean legacy;

    @Option(names = "--no-password", description = "For pem: do not encrypt the private key.")
    private boolean unencrypted;

    @Mixin
    private final PasswordOptions outPassword =
            PasswordOptions.of("--out-password", "the password for the exported file");

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public CertificateExportCommand(CliEnvironment environment) {
        super(environment);
    }

    @Override
    protected StoreReport execute() {
        ExportFormat format = checkedFormat();
        OutputFile file = new OutputFile(out, overwrite).check();
        char[] secret = store.password(environment());
        char[] outSecret = outPassword.source().read(environment());
        try {
            CertificateStore certificates = CertificateStore.at(store.path(), secret);
            StoredCertificate entry = certificates.get(name);
            checkSigned(format, entry);
            byte[] content = format.isWithKey()
                    ? withKey(format, certificates.export(name), outSecret == null ? secret : outSecret)
                    : withoutKey(format, certificates, entry).getBytes(StandardCharsets.US_ASCII);
            write(format, file, content);
            return file.isStandardOutput() ? StoreReport.done("exported", "") : report(format, entry, file);
        } finally {
            wipe(secret);
            wipe(outSecret);
        }
    }

    private ExportFormat checkedFormat() {
        ExportFormat format = ExportFormat.of(formatName);
        if (legacy && format != ExportFormat.PKCS12 && format != ExportFormat.BASE64) {
            throw new UsageException("--legacy works only with --as pkcs12 and --as base64.");
        }
        if (unencrypted && format != ExportFormat.PEM) {
            throw new UsageException(
                    "--no-password works only with --as pem. The other formats with a private key always need a password.");
        }
        if (isJson() && out.equals("-")) {
            throw new UsageException("--json and --out - would both write to standard output. Name a file.");
        }
        return format;
    }

    /** The placeholder for a certificate that is not signed yet is useless to anyone. */
    private static void checkSigned(ExportFormat format, StoredCertificate entry) {
        if (entry.isAwaitingSignature() && !format.isWithKey() && format != ExportFormat.CSR) {
            throw new CalloutConfigurationException(
                    entry.name() + " is still waiting for its signed certificate, so there is nothing to export."
                            + " First import what the CA signed: callout certificate import-signed "
                            + entry.name() + " FILE.");
        }
    }

    private byte[] withKey(ExportFormat format, HeldCertificate held, char @Nullable [] password) {
        if (format == ExportFormat.PEM) {
            return held.toPem(unencrypted ? null : required(password)).getBytes(StandardCharsets.US_ASCII);
        }
        char[] secret = required(password);
        if (format == ExportFormat.JKS) {
            return held.toSalesforceJks(secret);
        }
        byte[] pkcs12 = legacy ? held.toLegacyPkcs12(secret) : held.toPkcs12(secret);
        return format == ExportFormat.PKCS12
                ? pkcs12
                : (Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs12) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
    }

    private static char[] required(char @Nullable [] password) {
        if (password == null || password.length == 0) {
            throw new UsageException(
                    "A file with a private key needs a password. Specify one with --out-password-env VAR or"
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
            OutputFile.print(content, environment().out());
        } else if (format.isWithKey()) {
            file.writeSecret(content);
        } else {
            file.writePublic(new String(content, StandardCharsets.US_ASCII));
        }
    }

    private StoreReport report(ExportFormat format, StoredCertificate entry, OutputFile file) {
        StoreReport report = StoreReport.done("exported", "Exported " + entry.name() + " as " + format.word() + ".")
                .in(store.path())
                .about(entry)
                .wrote(file);
        if (format.isWithKey() && legacy) {
            report = report.note("Legacy encryption is weak: anyone who gets the file can try passwords quickly.");
        }
        if (format.isWithKey() && unencrypted) {
            report = report.note("The private key is not encrypted: anyone who can read the file can use it.");
        }
        return report.next(NextSteps.afterExport(format, entry, file));
    }

    /** Prints nothing more: the show command describes the entry. */
    @Override
    protected void describe(StoreReport report, Page page) {}

    private static void wipe(char @Nullable [] password) {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }
}

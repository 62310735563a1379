package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.ShellQuoting;
import io.callout4j.cli.input.OutputFile;
import java.util.Locale;

/** What to do after a command: which file to give to whom, and which text to put into which field. */
final class NextSteps {

    private NextSteps() {}

    /** After a request was created. */
    static StoreReport awaitingSignature(StoreReport report, StoredCertificate entry, StoreOptions store) {
        return report.next("When you receive the signed certificate and its chain: callout certificate import-signed "
                + entry.name() + " signed.p7b" + store.inCommands());
    }

    /** After an entry got both a key and its certificate. */
    static StoreReport whenReady(StoreReport done, StoredCertificate entry, StoreOptions store) {
        String export = "callout certificate export " + entry.name() + store.inCommands() + " --as ";
        StoreReport report = done;
        String missing = entry.missingIssuer();
        if (missing != null) {
            report = report.note("The chain is incomplete: the certificate of \"" + missing
                    + "\" is missing. Ask the CA for it and import it: callout certificate import-signed "
                    + entry.name() + " FILE" + store.inCommands());
        }
        CertificateFacts facts = new CertificateFacts(entry.certificate());
        boolean rsa = facts.key().algorithm().equals("RSA");
        if (!rsa) {
            report = report.note(
                    "Salesforce imports RSA keys only. This certificate works in Java but cannot be imported there.");
        }
        report = facts.selfIssued()
                ? report.next("Give the certificate, which is public, to the service that must trust it: " + export
                        + "certificate --out " + entry.name() + ".crt")
                : report.next("The service must trust the CA that signed the certificate. It needs nothing else"
                        + " from you.");
        report = report.next("In a stub: clientCertName_x = \"" + entry.name()
                + "\", with Callouts.builder().certificates(Path.of(\"" + store.path() + "\"), password).");
        report = report.next("Or inline, as in Apex, with this text in clientCert_x and its password in"
                + " clientCertPasswd_x: " + export + "base64 --out " + entry.name() + ".b64");
        return rsa
                ? report.next("For Salesforce (Setup, Certificate and Key Management, Import from Keystore): " + export
                        + "jks --out " + entry.name() + ".jks")
                : report;
    }

    static String afterExport(ExportFormat format, StoredCertificate entry, OutputFile file) {
        return switch (format) {
            case PKCS12 ->
                "Open it with its password in KeyStoreEntry.of(Path.of(\"" + file.name()
                        + "\"), password), keytool, OpenSSL, or Windows.";
            case JKS ->
                "In Salesforce, go to Setup, Certificate and Key Management, Import from Keystore, and enter its password."
                        + " The alias of the certificate in the file is "
                        + entry.name().toLowerCase(Locale.ROOT) + ".";
            case BASE64 -> "Put its text into clientCert_x and its password into clientCertPasswd_x.";
            case PEM ->
                "It contains the key and the chain for nginx, curl, and OpenSSL: curl --cert "
                        + ShellQuoting.quote(file.name());
            case CERTIFICATE -> "It is public: give it to the service that must trust exactly this certificate.";
            case CHAIN -> "It is public: the certificate and the CA certificates above it.";
            case CSR ->
                "Send it to the CA. When you receive the signed certificate: callout certificate" + " import-signed "
                        + entry.name() + " FILE";
        };
    }
}

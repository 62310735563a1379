package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Words;
import io.callout4j.cli.input.OutputFile;
import java.util.Locale;

/** What comes after a step: which file goes to whom, which text into which field. */
final class NextSteps {

    private NextSteps() {}

    /** The request is out. */
    static StoreAnswer whenSigned(StoreAnswer answer, StoredCertificate entry, StoreOptions store) {
        return answer.next("When the signed certificate is back, with its chain: callout certificate import-signed "
                + entry.name() + " signed.p7b" + store.inCommands());
    }

    /** Key and certificate are there. */
    static StoreAnswer usable(StoreAnswer answer, StoredCertificate entry, StoreOptions store) {
        String export = "callout certificate export " + entry.name() + store.inCommands() + " --as ";
        StoreAnswer told = answer;
        String missing = entry.missingIssuer();
        if (missing != null) {
            told = told.note("The chain is not complete: the certificate of \"" + missing
                    + "\" is missing. Ask the authority for it, and take it in: callout certificate import-signed "
                    + entry.name() + " FILE" + store.inCommands());
        }
        CertificateFacts facts = new CertificateFacts(entry.certificate());
        boolean rsa = facts.key().algorithm().equals("RSA");
        if (!rsa) {
            told = told.note(
                    "Salesforce imports RSA keys only: this certificate can be used from Java, and not be imported there.");
        }
        told = facts.selfIssued()
                ? told.next("Give the certificate, which is public, to the service that is to trust it: " + export
                        + "certificate --out " + entry.name() + ".crt")
                : told.next(
                        "The service that is called has to trust the authority that signed it; it needs nothing else from you.");
        told = told.next("In a stub: clientCertName_x = \"" + entry.name()
                + "\", with Callouts.builder().certificates(Path.of(\"" + store.path() + "\"), password).");
        told = told.next(
                "Or inline, as in Apex, with this text in clientCert_x and its password in clientCertPasswd_x: "
                        + export + "base64 --out " + entry.name() + ".b64");
        return rsa
                ? told.next("For Salesforce (Setup, Certificate and Key Management, Import from Keystore): " + export
                        + "jks --out " + entry.name() + ".jks")
                : told;
    }

    static String afterExport(ExportFormat format, StoredCertificate entry, OutputFile file) {
        return switch (format) {
            case PKCS12 ->
                "It opens with its password in KeyStoreEntry.of(Path.of(\"" + file.name()
                        + "\"), password), keytool, OpenSSL and Windows.";
            case JKS ->
                "In Salesforce: Setup, Certificate and Key Management, Import from Keystore, with its password. The certificate"
                        + " is called " + entry.name().toLowerCase(Locale.ROOT) + " in the file.";
            case BASE64 -> "Its text goes into clientCert_x, and its password into clientCertPasswd_x.";
            case PEM -> "Key and chain for nginx, curl and OpenSSL: curl --cert " + Words.quoted(file.name());
            case CERTIFICATE -> "It is public: give it to the service that is to trust this very certificate.";
            case CHAIN -> "It is public: the certificate and the authorities above it.";
            case CSR ->
                "Send it to the authority. When the signed certificate is back: callout certificate import-signed "
                        + entry.name() + " FILE";
        };
    }
}

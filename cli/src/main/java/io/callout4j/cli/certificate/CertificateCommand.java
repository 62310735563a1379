package io.callout4j.cli.certificate;

import picocli.CommandLine.Command;

/** The commands about certificates. */
@Command(
        name = "certificate",
        description = {
            "Client certificates: look into a file, and keep them in a key store by name, as Salesforce's page Certificate and Key"
                    + " Management does.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD",
            "  callout certificate create-self-signed Contoso_SF",
            "  callout certificate list"
        })
public final class CertificateCommand {}

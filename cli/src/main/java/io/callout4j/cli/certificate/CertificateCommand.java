package io.callout4j.cli.certificate;

import picocli.CommandLine.Command;

/** {@code callout certificate}: the commands about client certificates. */
@Command(
        name = "certificate",
        description = {
            "Inspects certificate files and keeps client certificates in a key store by name, like"
                    + " Salesforce's Certificate and Key Management page.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD",
            "  callout certificate create-self-signed Contoso_SF",
            "  callout certificate list"
        })
public final class CertificateCommand {}

package io.callout4j.cli;

import picocli.CommandLine.Command;

/** The commands about certificates. */
@Command(
        name = "certificate",
        description = "Client certificates and their files.",
        footerHeading = "%nExample:%n",
        footer = "  callout certificate inspect contoso.p12 --password-env CONTOSO_PASSWORD")
final class CertificateCommand {}

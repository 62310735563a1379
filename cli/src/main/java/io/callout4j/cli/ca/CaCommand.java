package io.callout4j.cli.ca;

import picocli.CommandLine.Command;

/** {@code callout ca}: the commands of a small private CA. */
@Command(
        name = "ca",
        description = "Runs a small private CA: creates it and signs requests.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout ca init root.p12 --subject 'CN=Contoso Root CA, O=Contoso'",
            "  callout ca sign --ca root.p12 Contoso_SF_PCA.csr"
        })
public final class CaCommand {}

package io.callout4j.cli.ca;

import picocli.CommandLine.Command;

/** The commands of a small private authority. */
@Command(
        name = "ca",
        description = "A small private certificate authority: make one, and sign requests with it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout ca init root.p12 --subject 'CN=Contoso Root CA, O=Contoso'",
            "  callout ca sign --ca root.p12 Contoso_SF_PCA.csr"
        })
public final class CaCommand {}

package io.callout4j.cli.input;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.cli.console.UsageException;
import java.net.IDN;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Host names and addresses that a certificate is for. */
public final class NameOptions {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9*_.:-]+");

    @Option(
            names = "--san",
            paramLabel = "NAME",
            description = "A host name or address that it is for besides, as often as needed.")
    private List<String> names = List.of();

    /** The profile with these names; as it was where there are none. */
    public CertificateProfile addTo(CertificateProfile profile) {
        return names.isEmpty()
                ? profile
                : profile.withNames(names.stream().map(NameOptions::host).toArray(String[]::new));
    }

    /** As it stands in certificates: letters beyond ASCII as A-labels (RFC 5280 section 7.2). */
    private static String host(String name) {
        try {
            String ascii = IDN.toASCII(name.strip());
            if (HOST.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new UsageException(
                "--san \"" + name + "\" is neither a host name nor an address. Write it like erp.example.com,"
                        + " *.example.com or 192.0.2.7.");
    }
}

package io.callout4j.cli.input;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.cli.console.UsageException;
import java.net.IDN;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Host names and IP addresses that a certificate is valid for. */
public final class NameOptions {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9*_.:-]+");

    @Option(
            names = "--san",
            paramLabel = "NAME",
            description = "Additional host name or IP address (subjectAltName); repeatable.")
    private List<String> names = List.of();

    /**
     * Adds the names to a profile.
     *
     * @param profile the profile
     * @return the profile with these names, or unchanged if there are none
     * @throws UsageException if one is neither a host name nor an address
     */
    public CertificateProfile addTo(CertificateProfile profile) {
        return names.isEmpty()
                ? profile
                : profile.withNames(names.stream().map(NameOptions::host).toArray(String[]::new));
    }

    /** Certificates hold non-ASCII host names as A-labels (RFC 5280 section 7.2). */
    private static String host(String name) {
        try {
            String ascii = IDN.toASCII(name.strip());
            if (HOST.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new UsageException("--san \"" + name + "\" is neither a host name nor an IP address. Examples:"
                + " erp.example.com, *.example.com, 192.0.2.7.");
    }
}

package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A TLS version that a runtime can use. Older versions are deprecated by RFC 8996 and not supported.
 *
 * <pre>{@code
 * Callouts.builder().tlsVersions(TlsVersion.V1_2)   // for a server that requests certificates by renegotiation
 * }</pre>
 */
public enum TlsVersion {
    /** TLS 1.2, RFC 5246. */
    V1_2("1.2"),
    /** TLS 1.3, RFC 8446. */
    V1_3("1.3");

    private final String number;

    TlsVersion(String number) {
        this.number = number;
    }

    /**
     * The version number.
     *
     * @return {@code 1.2} or {@code 1.3}
     */
    public String number() {
        return number;
    }

    /**
     * The version name in JSSE.
     *
     * @return such as {@code TLSv1.3}
     */
    public String protocol() {
        return "TLSv" + number;
    }

    /**
     * Parses a version number.
     *
     * @param number {@code 1.2} or {@code 1.3}
     * @return the version
     * @throws CalloutConfigurationException if it is another text
     */
    public static TlsVersion of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number))
                .findFirst()
                .orElseThrow(() -> new CalloutConfigurationException("TLS version \"" + number + "\" is not"
                        + " supported. Supported versions: "
                        + Arrays.stream(values()).map(TlsVersion::number).collect(Collectors.joining(", ")) + "."));
    }
}

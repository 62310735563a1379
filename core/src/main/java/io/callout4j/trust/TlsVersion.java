package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A version of TLS that a runtime may speak. Older ones were retired by RFC 8996 and are not to be had.
 *
 * <pre>{@code
 * Callouts.builder().tlsVersions(TlsVersion.V1_2)   // for a server that asks for certificates by renegotiation
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
     * The version as people write it.
     *
     * @return {@code 1.2} or {@code 1.3}
     */
    public String number() {
        return number;
    }

    /**
     * The version as JSSE names it.
     *
     * @return such as {@code TLSv1.3}
     */
    public String protocol() {
        return "TLSv" + number;
    }

    /**
     * The version of a number.
     *
     * @param number {@code 1.2} or {@code 1.3}
     * @return the version
     * @throws CalloutConfigurationException where it is another text
     */
    public static TlsVersion of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number))
                .findFirst()
                .orElseThrow(() -> new CalloutConfigurationException("\"" + number
                        + "\" is no version of TLS that callouts speak. Give one of "
                        + Arrays.stream(values()).map(TlsVersion::number).collect(Collectors.joining(", ")) + "."));
    }
}

package io.callout4j.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * What a certificate contains.
 *
 * <pre>{@code
 * CertificateProfile client = CertificateProfile.client("CN=Contoso_SF, O=Contoso").validFor(Duration.ofDays(365));
 * CertificateProfile server = CertificateProfile.server("localhost", "127.0.0.1");
 * }</pre>
 *
 * <p>Immutable and safe to share; the methods that change something return a copy.
 */
public final class CertificateProfile {

    /** What a certificate may be used for (RFC 5280 section 4.2.1.12, extendedKeyUsage). */
    public enum Purpose {
        /** To identify a TLS client. */
        CLIENT_AUTH,
        /** To identify a TLS server. */
        SERVER_AUTH
    }

    private final X500Principal subject;
    private final List<String> names;
    private final Set<Purpose> purposes;
    private final KeyKind keyKind;
    private final Instant notBefore;
    private final Instant notAfter;

    private CertificateProfile(
            X500Principal subject,
            List<String> names,
            Set<Purpose> purposes,
            KeyKind keyKind,
            Instant notBefore,
            Instant notAfter) {
        this.subject = subject;
        this.names = List.copyOf(names);
        this.purposes = Set.copyOf(purposes);
        this.keyKind = keyKind;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /**
     * A certificate for a TLS client: purpose clientAuth, RSA 2048, valid for a year.
     *
     * @param subject the distinguished name, according to RFC 2253, such as {@code CN=Contoso_SF, O=Contoso}
     * @return the profile
     * @throws IllegalArgumentException if the name cannot be parsed
     */
    public static CertificateProfile client(String subject) {
        return starting(new X500Principal(subject), List.of(), Set.of(Purpose.CLIENT_AUTH));
    }

    /**
     * A certificate for a TLS server: purpose serverAuth, RSA 2048, valid for a year, named after the first of its names.
     *
     * @param name a host name or IP address
     * @param more further host names or IP addresses
     * @return the profile
     */
    public static CertificateProfile server(String name, String... more) {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(List.of(more));
        return starting(new X500Principal("CN=" + name), names, Set.of(Purpose.SERVER_AUTH));
    }

    /**
     * A certificate for the subject of a request, with the host names and addresses in it. The signer decides everything else: what a
     * request contains apart from names is ignored.
     *
     * @param request the request
     * @param purpose what the certificate will be used for
     * @return the profile, valid for a year
     */
    public static CertificateProfile forRequest(CertificateRequest request, Purpose purpose) {
        return starting(request.subject(), request.names(), Set.of(purpose));
    }

    private static CertificateProfile starting(X500Principal subject, List<String> names, Set<Purpose> purposes) {
        // An hour earlier: the clocks of two machines differ, and a certificate that is "not yet valid" is useless.
        Instant from = Instant.now().minus(Duration.ofHours(1));
        return new CertificateProfile(
                subject, names, purposes, KeyKind.RSA_2048, from, from.plus(Duration.ofDays(365)));
    }

    /**
     * The same profile with another kind of key.
     *
     * @param kind the kind
     * @return a copy
     */
    public CertificateProfile withKey(KeyKind kind) {
        return new CertificateProfile(subject, names, purposes, kind, notBefore, notAfter);
    }

    /**
     * The same profile, valid from now on for a duration.
     *
     * @param duration how long
     * @return a copy
     */
    public CertificateProfile validFor(Duration duration) {
        return validBetween(notBefore, notBefore.plus(duration));
    }

    /**
     * The same profile, valid between two points in time.
     *
     * @param from the first second
     * @param to the last second
     * @return a copy
     */
    public CertificateProfile validBetween(Instant from, Instant to) {
        return new CertificateProfile(subject, names, purposes, keyKind, from, to);
    }

    /**
     * The same profile with other purposes; without a purpose, the certificate's use is unrestricted.
     *
     * @param others the purposes
     * @return a copy
     */
    public CertificateProfile withPurposes(Purpose... others) {
        return new CertificateProfile(subject, names, Set.of(others), keyKind, notBefore, notAfter);
    }

    /**
     * The same profile for these host names and addresses (RFC 5280 section 4.2.1.6, subjectAltName), instead of its previous ones.
     *
     * @param others host names or IP addresses, none for a certificate without subjectAltNames
     * @return a copy
     */
    public CertificateProfile withNames(String... others) {
        return new CertificateProfile(subject, List.of(others), purposes, keyKind, notBefore, notAfter);
    }

    X500Principal subject() {
        return subject;
    }

    List<String> names() {
        return names;
    }

    Set<Purpose> purposes() {
        return purposes;
    }

    KeyKind keyKind() {
        return keyKind;
    }

    Instant notBefore() {
        return notBefore;
    }

    Instant notAfter() {
        return notAfter;
    }
}

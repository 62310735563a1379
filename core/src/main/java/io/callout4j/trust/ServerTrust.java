package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.internal.keystore.KeyStoreFile;
import io.callout4j.internal.pki.CrlFile;
import io.callout4j.internal.pki.Pins;
import io.callout4j.internal.pki.PkixTrust;
import io.callout4j.internal.pki.TrustFile;
import io.callout4j.internal.pki.TrustPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which CAs are trusted to issue server certificates.
 *
 * <pre>{@code
 * ServerTrust.system()                                                // what the JDK trusts
 * ServerTrust.system().and(ServerTrust.pem(Path.of("partner.pem")))   // and also the partner's root
 * ServerTrust.keyStore(Path.of("trust.p12"), "secret".toCharArray())  // only what is in this file
 * }</pre>
 *
 * <p>The certificates are trust anchors (RFC 5280 section 6.1.1); a server's own certificate may be one of them. The host name is always
 * verified, and the server's certificate must always be valid at the time of the callout, as must be the anchor. Name constraints of anchors
 * apply (RFC 5280 section 4.2.1.10).
 *
 * <p>Immutable and safe to share. Files are read when the method is called.
 */
public final class ServerTrust {

    private final Set<X509Certificate> anchors;
    private final List<String> sources;
    private final Set<String> pins;
    private final Revocation revocation;
    private final List<Path> crls;
    private final Set<X509Certificate> acceptedExpired;

    private ServerTrust(Set<X509Certificate> anchors, List<String> sources) {
        this(anchors, sources, Set.of(), Revocation.OFF, List.of(), Set.of());
    }

    private ServerTrust(
            Set<X509Certificate> anchors,
            List<String> sources,
            Set<String> pins,
            Revocation revocation,
            List<Path> crls,
            Set<X509Certificate> acceptedExpired) {
        this.anchors = Collections.unmodifiableSet(anchors);
        this.sources = List.copyOf(sources);
        this.pins = Set.copyOf(pins);
        this.revocation = revocation;
        this.crls = List.copyOf(crls);
        this.acceptedExpired = Set.copyOf(acceptedExpired);
    }

    /**
     * The anchors of the JDK: its {@code cacerts}, or the file in {@code javax.net.ssl.trustStore}.
     *
     * @return the trust settings
     */
    public static ServerTrust system() {
        Set<X509Certificate> anchors =
                new LinkedHashSet<>(Arrays.asList(PkixTrust.system().getAcceptedIssuers()));
        return new ServerTrust(anchors, List.of("the JDK's " + anchors.size() + " anchors"));
    }

    /**
     * Certificates from a PEM file with one or more certificates, or one DER certificate.
     *
     * @param file the file
     * @return the trust settings
     * @throws CalloutConfigurationException if it cannot be read or contains no certificate
     */
    public static ServerTrust pem(Path file) {
        return counted(TrustFile.certificates(TrustFile.read(file), file.toString()), file.toString());
    }

    /**
     * Certificates from PEM text with one or more certificates; text between the blocks is ignored.
     *
     * @param text the text
     * @return the trust settings
     * @throws CalloutConfigurationException if it contains no certificate
     */
    public static ServerTrust pem(String text) {
        return counted(TrustFile.certificates(text.getBytes(StandardCharsets.UTF_8), "the PEM text"), "the PEM text");
    }

    /**
     * The given certificates.
     *
     * @param certificates at least one
     * @return the trust settings
     */
    public static ServerTrust certificates(X509Certificate... certificates) {
        return counted(new LinkedHashSet<>(Arrays.asList(certificates)), "the program");
    }

    /**
     * All trusted certificates in a key store file (PKCS#12 or JKS), without those of its key entries.
     *
     * @param file the file
     * @param password its password, or null if it has none
     * @return the trust settings
     * @throws CalloutConfigurationException if it cannot be opened or contains no trusted certificate
     */
    public static ServerTrust keyStore(Path file, char @Nullable [] password) {
        return counted(TrustFile.keyStore(file, content(file), password), file.toString());
    }

    /**
     * Certificates from a file of any format, which is detected from its content: PEM text, DER, PKCS#7 ({@code .p7b}), or a key store
     * (PKCS#12 or JKS).
     *
     * @param file the file
     * @param password the password of a key store, or null
     * @return the trust settings
     * @throws CalloutConfigurationException if it cannot be read or contains no trusted certificate
     */
    public static ServerTrust file(Path file, char @Nullable [] password) {
        return counted(TrustFile.any(file, content(file), password), file.toString());
    }

    /** The content of a file that may be a key store. */
    private static byte[] content(Path file) {
        byte[] content = TrustFile.read(file);
        try {
            KeyStoreFile.checkWork(content, "the trust file " + file.toAbsolutePath());
        } catch (ClientCertificateException e) {
            throw new CalloutConfigurationException(
                    "The trust file " + file.toAbsolutePath()
                            + " requires too much key derivation, as no tool asks for."
                            + " Use PEM text with -----BEGIN CERTIFICATE----- lines.",
                    e);
        }
        return content;
    }

    private static ServerTrust counted(Set<X509Certificate> anchors, String origin) {
        if (anchors.isEmpty()) {
            throw new CalloutConfigurationException(
                    "No trust anchors were found in " + origin + ", so every server would be rejected. Add the"
                            + " certificate of the server's root CA to it.",
                    Finding.error(
                            FindingCode.TRUST_STORE_EMPTY,
                            "The trust store contains no trusted certificates: " + origin + "."));
        }
        return new ServerTrust(
                anchors, List.of(anchors.size() + (anchors.size() == 1 ? " anchor" : " anchors") + " from " + origin));
    }

    /**
     * Trusts what either of the two trusts. Pins and CRLs are combined, and the stricter revocation mode applies to all servers.
     * Anchors are accepted after they have expired only in the part that {@link #acceptingExpiredAnchors} was called for.
     *
     * @param other the other one
     * @return the combined trust settings
     */
    public ServerTrust and(ServerTrust other) {
        Set<X509Certificate> sum = new LinkedHashSet<>(anchors);
        sum.addAll(other.anchors);
        List<String> both = new ArrayList<>(sources);
        both.addAll(other.sources);
        Set<String> allPins = new LinkedHashSet<>(pins);
        allPins.addAll(other.pins);
        List<Path> allLists = new ArrayList<>(crls);
        allLists.addAll(other.crls);
        Set<X509Certificate> bothExpired = new LinkedHashSet<>(acceptedExpired);
        bothExpired.addAll(other.acceptedExpired);
        Revocation stricter = revocation.compareTo(other.revocation) >= 0 ? revocation : other.revocation;
        return new ServerTrust(sum, both, allPins, stricter, allLists, bothExpired);
    }

    /**
     * The same trust, restricted to servers with one of these keys in their path (including their own certificate and the trust anchor).
     * Also pin a spare key: otherwise a server that changes its key is rejected.
     *
     * @param keys each is {@code sha256/} followed by the base64-encoded SHA-256 digest of a SubjectPublicKeyInfo (RFC 7469 section 2.4),
     * as {@code openssl x509 -pubkey -noout -in server.pem | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl
     * base64} prints it
     * @return a copy
     * @throws CalloutConfigurationException if one is not a pin
     */
    public ServerTrust withPins(String... keys) {
        Set<String> more = new LinkedHashSet<>(pins);
        for (String key : keys) {
            more.add(Pins.normalize(key));
        }
        return new ServerTrust(anchors, sources, more, revocation, crls, acceptedExpired);
    }

    /**
     * The same trust with revocation checks.
     *
     * @param mode how strictly; without this, {@link Revocation#OFF}
     * @return a copy
     */
    public ServerTrust withRevocation(Revocation mode) {
        return new ServerTrust(anchors, sources, pins, mode, crls, acceptedExpired);
    }

    /**
     * The same trust with CRLs from a file, which is read again when it changes. They are used only if {@link #withRevocation} enables
     * revocation checks.
     *
     * @param file CRLs in PEM or DER
     * @return a copy
     * @throws CalloutConfigurationException if it cannot be read or contains no CRL
     */
    public ServerTrust withRevocationLists(Path file) {
        CrlFile.read(file);
        List<Path> more = new ArrayList<>(crls);
        more.add(file);
        return new ServerTrust(anchors, sources, pins, revocation, more, acceptedExpired);
    }

    /**
     * The same trust, but with anchors that have expired: {@code ServerTrust.system().and(partner.acceptingExpiredAnchors())}. Other clients reject them, because a CA need not protect the key of an expired
     * root anymore: use this only until the server has a certificate of a current CA. Everything else must still be valid, including a
     * server's own certificate that is itself an anchor. A server that is accepted for this reason is logged once, with a warning.
     *
     * @return a copy
     */
    public ServerTrust acceptingExpiredAnchors() {
        return new ServerTrust(anchors, sources, pins, revocation, crls, anchors);
    }

    /**
     * Whether an anchor is accepted even if it has expired.
     *
     * @param anchor the anchor
     * @return false by default
     */
    public boolean acceptsExpired(X509Certificate anchor) {
        return acceptedExpired.contains(anchor);
    }

    /**
     * The keys of which one must be in the server's chain.
     *
     * @return pins as {@code sha256/} and base64; empty if any key is accepted
     */
    public Set<String> pins() {
        return pins;
    }

    /**
     * Whether a server's certificate is checked for revocation.
     *
     * @return the mode
     */
    public Revocation revocation() {
        return revocation;
    }

    /**
     * The files with CRLs.
     *
     * @return their paths
     */
    public List<Path> revocationLists() {
        return crls;
    }

    /**
     * The trust anchors.
     *
     * @return an unmodifiable set
     */
    public Set<X509Certificate> anchors() {
        return anchors;
    }

    /**
     * The path from a server's certificate to the trust anchor.
     *
     * @param sent the server's certificates as it sent them
     * @return leaf first, anchor last (only the certificate itself if it is an anchor); empty if there is no path
     */
    public List<X509Certificate> path(List<X509Certificate> sent) {
        try {
            return TrustPath.of(sent.toArray(X509Certificate[]::new), anchors).all();
        } catch (CertificateException e) {
            return List.of();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServerTrust trust
                && anchors.equals(trust.anchors)
                && sources.equals(trust.sources)
                && pins.equals(trust.pins)
                && revocation == trust.revocation
                && crls.equals(trust.crls)
                && acceptedExpired.equals(trust.acceptedExpired);
    }

    @Override
    public int hashCode() {
        return Objects.hash(anchors, pins, revocation, crls, acceptedExpired);
    }

    /** In words, for messages: {@code the JDK's 147 anchors and 1 anchor from partner.pem}. */
    @Override
    public String toString() {
        return String.join(" and ", sources)
                + (pins.isEmpty() ? "" : ", pinned")
                + (revocation == Revocation.OFF ? "" : ", revocation " + revocation)
                + (acceptedExpired.isEmpty() ? "" : ", accepting expired anchors");
    }
}

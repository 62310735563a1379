package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A certificate whose private key you hold.
 *
 * <pre>{@code
 * HeldCertificate held = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
 * stub.clientCert_x = held.toClientCertText("secret".toCharArray());
 * stub.clientCertPasswd_x = "secret";
 * }</pre>
 *
 * <p>Immutable and safe to share. {@code toString} names the subject, never the key.
 */
public final class HeldCertificate {

    private static final String UNNAMED = "certificate";

    private final String name;
    private final PrivateKey privateKey;
    private final List<X509Certificate> chain;
    private final @Nullable X509Certificate root;

    HeldCertificate(PrivateKey privateKey, List<X509Certificate> chain) {
        this(UNNAMED, privateKey, chain, null);
    }

    HeldCertificate(String name, PrivateKey privateKey, List<X509Certificate> chain, @Nullable X509Certificate root) {
        this.name = name;
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
        this.root = root;
    }

    /**
     * Makes a key and a certificate that the key itself signs.
     *
     * @param profile what the certificate is to hold
     * @return the certificate and its key
     */
    public static HeldCertificate selfSigned(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate certificate =
                CertificateSigner.sign(profile, pair.getPublic(), CertificateSigner.Issuer.self(profile, pair));
        return new HeldCertificate(pair.getPrivate(), List.of(certificate));
    }

    /**
     * The certificate itself.
     *
     * @return the leaf
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * The certificate and the intermediates above it, leaf first, without the root.
     *
     * @return an unmodifiable list, never empty
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * The private key.
     *
     * @return the key
     */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /**
     * The same as an identity for callouts.
     *
     * @return the identity
     */
    public ClientIdentity toIdentity() {
        return ClientIdentity.of(privateKey, chain);
    }

    /**
     * The same under another name: the alias of the entry in the files it is written to.
     *
     * @param alias the name
     * @return a copy
     */
    public HeldCertificate withName(String alias) {
        return new HeldCertificate(alias, privateKey, chain, root);
    }

    /**
     * A PKCS#12 file with current algorithms (PBES2 with AES-256, HMAC with SHA-256), its one entry under its name, or
     * {@code certificate} where it has none. The root is in it where it is known.
     *
     * @param password what protects the file and the key in it, of any characters
     * @return the file's bytes
     */
    public byte[] toPkcs12(char[] password) {
        return Pkcs12Writer.write(List.of(kept()), password, Pkcs12Writer.Strength.CURRENT);
    }

    /**
     * A PKCS#12 file for what does not read current ones (Windows before 10 version 1709, old appliances, Java before 8u301): Triple
     * DES and SHA-1. Its protection is weak by today's measure, so the file is to be kept safe by other means.
     *
     * @param password what protects the file and the key in it
     * @return the file's bytes
     */
    public byte[] toLegacyPkcs12(char[] password) {
        return Pkcs12Writer.write(List.of(kept()), password, Pkcs12Writer.Strength.LEGACY);
    }

    /**
     * A JKS key store for Salesforce's own import (Certificate and Key Management, Import from Keystore): an RSA key, one entry that
     * keeps the rule for names, the key's password equal to the store's (Salesforce Help 000387714). As JKS has it, the alias is in
     * lower case.
     *
     * @param password what protects the file and the key, at least six characters, as keytool demands
     * @return the file's bytes
     * @throws CalloutConfigurationException where Salesforce would refuse it
     */
    public byte[] toSalesforceJks(char[] password) {
        return SalesforceJks.write(kept(), password);
    }

    private KeptEntry kept() {
        List<X509Certificate> all = new ArrayList<>(chain);
        if (root != null && !all.contains(root)) {
            all.add(root);
        }
        return new KeptEntry(name, name, true, false, privateKey, all);
    }

    /**
     * Key and chain as PEM text, the key first, encrypted (PKCS#8, PBES2) where there is a password.
     *
     * @param password what protects the key, or null for a key that anybody can read
     * @return one block for the key and one per certificate
     */
    public String toPem(char @Nullable [] password) {
        String key = password == null
                ? Pem.block("PRIVATE KEY", privateKey.getEncoded())
                : Pem.block(
                        "ENCRYPTED PRIVATE KEY",
                        Pkcs12Writer.encryptedKey(PrivateKeyInfo.getInstance(privateKey.getEncoded()), password));
        return key + toCertificatePem();
    }

    /**
     * The text that goes into {@code clientCert_x}: what {@code openssl base64 -in file.p12} prints, 64 columns wide.
     *
     * @param password what protects the key in it; it goes into {@code clientCertPasswd_x}
     * @return base64 of {@link #toPkcs12(char[])}
     */
    public String toClientCertText(char[] password) {
        return Pem.base64(toPkcs12(password));
    }

    /**
     * The chain as PEM text, leaf first. Public; the key is not in it.
     *
     * @return one block per certificate
     */
    public String toCertificatePem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(Pem.of(certificate));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "held certificate " + certificate().getSubjectX500Principal().getName();
    }
}

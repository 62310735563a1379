package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.text.ForeignText;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key.
 *
 * <pre>{@code
 * HeldCertificate held = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
 * stub.clientCert_x = held.toClientCertText("secret".toCharArray());
 * stub.clientCertPasswd_x = "secret";
 * }</pre>
 *
 * <p>Immutable and safe to share. {@code toString} returns the subject, never the key.
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
     * Creates a key and a self-signed certificate for it.
     *
     * @param profile what the certificate contains
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
     * Converts it into an identity for callouts.
     *
     * @return the identity
     */
    public ClientIdentity toIdentity() {
        return ClientIdentity.of(privateKey, chain);
    }

    /**
     * The same certificate with another name, which becomes the alias of the entry in files.
     *
     * @param alias the name
     * @return a copy
     */
    public HeldCertificate withName(String alias) {
        return new HeldCertificate(alias, privateKey, chain, root);
    }

    /**
     * Writes a PKCS#12 file with current algorithms (PBES2 with AES-256, HMAC with SHA-256). The alias of its entry is the name, or {@code
     * certificate} if it has none. The file contains the root if it is known.
     *
     * @param password the password that protects the file and its key; any characters are allowed
     * @return the file's bytes
     */
    public byte[] toPkcs12(char[] password) {
        return Pkcs12Writer.write(List.of(entry()), password, Pkcs12Writer.Strength.CURRENT);
    }

    /**
     * Writes a PKCS#12 file for programs that cannot read current ones (Windows before 10 version 1709, old appliances, Java before 8u301),
     * with Triple DES and SHA-1. This is weak by current standards, so protect the file by other means.
     *
     * @param password the password that protects the file and its key
     * @return the file's bytes
     */
    public byte[] toLegacyPkcs12(char[] password) {
        return Pkcs12Writer.write(List.of(entry()), password, Pkcs12Writer.Strength.LEGACY);
    }

    /**
     * Writes a JKS key store that Salesforce can import (Certificate and Key Management, Import from Keystore): an RSA key, one entry whose
     * name follows Salesforce's naming rule, and a key password identical to the store password (Salesforce Help 000387714). As usual in
     * JKS, the alias is in lower case.
     *
     * @param password the password that protects the file and the key; at least six characters, as required by keytool
     * @return the file's bytes
     * @throws CalloutConfigurationException if Salesforce would reject it
     */
    public byte[] toSalesforceJks(char[] password) {
        return SalesforceJks.write(entry(), password);
    }

    private StoreEntry entry() {
        List<X509Certificate> all = new ArrayList<>(chain);
        if (root != null && !all.contains(root)) {
            all.add(root);
        }
        return new StoreEntry(name, name, true, false, privateKey, all);
    }

    /**
     * Writes key and chain as PEM text. The key comes first, encrypted (PKCS#8, PBES2) if there is a password.
     *
     * @param password the password that protects the key, or null for an unencrypted key
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
     * Writes the text for {@code clientCert_x}: what {@code openssl base64 -in file.p12} prints, in lines of 64 characters.
     *
     * @param password the password that protects the key, for {@code clientCertPasswd_x}
     * @return base64 of {@link #toPkcs12(char[])}
     */
    public String toClientCertText(char[] password) {
        return Pem.base64(toPkcs12(password));
    }

    /**
     * Writes the chain as PEM text, leaf first, without the key.
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
        return "held certificate " + ForeignText.name(certificate().getSubjectX500Principal());
    }
}

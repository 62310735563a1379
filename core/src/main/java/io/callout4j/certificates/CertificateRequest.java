package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.libraries.BouncyCastle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A request for a certificate, also called CSR (PKCS#10, RFC 2986): a public key and the name to certify it for, signed with the
 * corresponding private key.
 *
 * <pre>{@code
 * CertificateRequest request = store.createRequest(NewEntry.named("Contoso_SF_PCA"), CertificateProfile.client("CN=Contoso_SF_PCA"));
 * Files.writeString(Path.of("Contoso_SF_PCA.csr"), request.toPem());
 * }</pre>
 *
 * <p>Immutable and safe to share. It is not secret; the private key is not in it.
 */
public final class CertificateRequest {

    private static final int MAX_BYTES = 1 << 16;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([^-]*)-----END ");

    private final PKCS10CertificationRequest request;
    private final PublicKey publicKey;

    private CertificateRequest(PKCS10CertificationRequest request, PublicKey publicKey) {
        this.request = request;
        this.publicKey = publicKey;
    }

    /**
     * Reads a request and checks its signature, which proves that its creator has the private key.
     *
     * @param file PEM text or DER, at most 64 KiB
     * @param origin where it came from, for messages
     * @return the request
     * @throws CalloutConfigurationException if it is not a request, or its signature is invalid
     */
    public static CertificateRequest of(byte[] file, String origin) {
        if (file.length > MAX_BYTES) {
            throw new CalloutConfigurationException(
                    origin + " is larger than " + MAX_BYTES + " bytes, so it is not a certificate request.");
        }
        return BouncyCastle.using(() -> parsed(file, origin));
    }

    private static CertificateRequest parsed(byte[] file, String origin) {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der(file, origin));
            PublicKey key = new JcaPEMKeyConverter().getPublicKey(request.getSubjectPublicKeyInfo());
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new CalloutConfigurationException("The signature of the request in " + origin
                        + " does not match its key: it was modified, or its creator does not have the private key."
                        + " Ask for it again.");
            }
            return new CertificateRequest(request, key);
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
            throw e instanceof CalloutConfigurationException own
                    ? own
                    : new CalloutConfigurationException(
                            origin + " does not contain a readable certificate request. Use the file that begins with"
                                    + " -----BEGIN CERTIFICATE REQUEST-----.");
        }
    }

    private static byte[] der(byte[] file, String origin) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN ")) {
            return file;
        }
        Matcher block = BLOCK.matcher(text);
        if (block.find()) {
            return Base64.getMimeDecoder().decode(block.group(1));
        }
        throw new CalloutConfigurationException(origin + " does not contain a certificate request, but "
                + (text.contains("PRIVATE KEY")
                        ? "a private key, which must stay where it was created"
                        : "something else")
                + ". Use the file that begins with -----BEGIN CERTIFICATE REQUEST-----.");
    }

    /** A request with the contents of a certificate, signed with its key. */
    static CertificateRequest like(X509Certificate certificate, PrivateKey privateKey) {
        return BouncyCastle.using(() -> signed(certificate, privateKey));
    }

    private static CertificateRequest signed(X509Certificate certificate, PrivateKey privateKey) {
        try {
            var builder = new JcaPKCS10CertificationRequestBuilder(
                    certificate.getSubjectX500Principal(), certificate.getPublicKey());
            Extensions requested = extensions(certificate);
            if (requested != null) {
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, requested);
            }
            String algorithm = KeyKind.signatureAlgorithm(certificate.getPublicKey());
            return new CertificateRequest(
                    builder.build(new JcaContentSignerBuilder(algorithm).build(privateKey)),
                    certificate.getPublicKey());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(
                    "The request for " + certificate.getSubjectX500Principal() + " could not be signed.", e);
        }
    }

    private static @Nullable Extensions extensions(X509Certificate certificate)
            throws IOException, CertificateEncodingException {
        ExtensionsGenerator requested = new ExtensionsGenerator();
        var holder = new JcaX509CertificateHolder(certificate);
        for (ASN1ObjectIdentifier oid :
                List.of(Extension.keyUsage, Extension.extendedKeyUsage, Extension.subjectAlternativeName)) {
            Extension extension = holder.getExtension(oid);
            if (extension != null) {
                requested.addExtension(extension);
            }
        }
        return requested.isEmpty() ? null : requested.generate();
    }

    /**
     * The subject of the certificate.
     *
     * @return the distinguished name, unchanged from the request
     */
    public X500Principal subject() {
        try {
            return new X500Principal(request.getSubject().getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("The subject of a request cannot be parsed.", e);
        }
    }

    /**
     * The requested host names and addresses; other kinds of names are ignored.
     *
     * @return an unmodifiable list, empty if there are none
     */
    public List<String> names() {
        Extensions extensions = request.getRequestedExtensions();
        GeneralNames names =
                extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        List<String> texts = new ArrayList<>();
        if (names != null) {
            for (GeneralName name : names.getNames()) {
                if (name.getTagNo() == GeneralName.dNSName) {
                    texts.add(name.getName().toString());
                } else if (name.getTagNo() == GeneralName.iPAddress) {
                    texts.add(
                            address(ASN1OctetString.getInstance(name.getName()).getOctets()));
                }
            }
        }
        return List.copyOf(texts);
    }

    private static String address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException e) {
            throw new CalloutConfigurationException(
                    "The request contains an IP address of " + octets.length + " bytes. It must have 4 or 16.");
        }
    }

    /**
     * The key to certify.
     *
     * @return the public key
     */
    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The request as PEM text, which CAs accept.
     *
     * @return one block, {@code CERTIFICATE REQUEST}
     */
    public String toPem() {
        try {
            return Pem.block("CERTIFICATE REQUEST", request.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("A certificate request could not be encoded.", e);
        }
    }

    @Override
    public String toString() {
        return "certificate request for " + subject().getName();
    }
}

package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.text.ForeignText;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads PEM text (RFC 7468, and OpenSSL's older encrypted form based on RFC 1421) and bare DER structures. The label of a block matters
 * only if its content is ambiguous: certutil on Windows writes CERTIFICATE around anything.
 */
final class PemReader {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** The longest name of a label or an algorithm in a message. */
    private static final int MAX_ALGORITHM = 40;

    private final KeyStoreFileContext context;
    private final StoredContents contents = new StoredContents(StoredKey.Format.PEM);
    private @Nullable ASN1Encodable curve;

    PemReader(KeyStoreFileContext context) {
        this.context = context;
    }

    static boolean isPem(String text) {
        return text.contains(BEGIN);
    }

    /** The contents of the text. If a block is itself a key store, its contents are returned instead. */
    StoredContents read(String text, KeyStoreReader reader) throws IOException {
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            if (labelEnd < 0) {
                throw context.truncated("the line -----BEGIN is incomplete");
            }
            String label = text.substring(begin + BEGIN.length(), labelEnd).strip();
            int from = labelEnd + DASHES.length();
            int end = text.indexOf(DASHES, from);
            int to = end < 0 ? text.length() : end;
            StoredContents store = block(text, label, from, to, reader);
            if (store != null) {
                return store;
            }
            begin = text.indexOf(BEGIN, to);
        }
        return contents;
    }

    /** Reads a bare DER structure, one of those that PEM text contains. */
    StoredContents readStructure(ASN1Sequence sequence, byte[] der, FileKind kind) throws IOException {
        add(sequence, der, kind);
        return contents;
    }

    private @Nullable StoredContents block(String text, String label, int from, int to, KeyStoreReader reader)
            throws IOException {
        if (label.contains("OPENSSH") || label.contains("SSH2")) {
            throw context.refuse(
                    Reason.UNSUPPORTED,
                    context.origin() + " contains a private key in OpenSSH's own format. Convert it to PEM first:"
                            + " ssh-keygen -p -m PEM -f FILE.");
        }
        int body = bodyStart(text, from, to);
        String headers = text.substring(from, body);
        byte[] data = Base64Text.decode(text, body, to, context);
        if (data.length == 0) {
            throw context.truncated(
                    "there is nothing after -----BEGIN " + ForeignText.quotable(label, MAX_ALGORITHM) + "-----");
        }
        if (headers.contains("ENCRYPTED")) {
            addEncrypted(headers, data);
            return null;
        }
        if (data[0] == 0x06) {
            curve = ASN1Primitive.fromByteArray(data);
            return null;
        }
        if (data[0] != 0x30) {
            return reader.readNested(data);
        }
        ASN1Sequence sequence = Parsing.sequence(data, context);
        FileKind kind = FileKind.of(sequence);
        if (kind == FileKind.PKCS12 || kind == FileKind.BCFKS) {
            return reader.readNested(data);
        }
        if (kind == FileKind.UNKNOWN && label.equals("EC PARAMETERS")) {
            curve = sequence;
        } else {
            add(sequence, data, kind);
        }
        return null;
    }

    private void add(ASN1Sequence sequence, byte[] der, FileKind kind) throws IOException {
        switch (kind) {
            case CERTIFICATE -> addCertificate(der);
            case CERTIFICATE_BUNDLE -> addBundle(sequence);
            case ENCRYPTED_PRIVATE_KEY -> {
                var info = EncryptedPrivateKeyInfo.getInstance(sequence);
                PbeScheme scheme = PbeScheme.of(info.getEncryptionAlgorithm(), context);
                addKey(() -> KeyDecryption.open(scheme, info.getEncryptedData(), false, context));
            }
            case PRIVATE_KEY, RSA_PRIVATE_KEY, EC_PRIVATE_KEY, DSA_PRIVATE_KEY -> {
                PrivateKeyInfo info = key(sequence, kind);
                addKey(() -> info);
            }
            default -> contents.addOther(kind.words());
        }
    }

    private void addKey(Supplier<PrivateKeyInfo> opener) {
        contents.add(new StoredContents.Key(null, null, List.of(), opener));
    }

    private void addCertificate(byte[] der) {
        try {
            contents.add(new StoredContents.Loose(Parsing.certificate(der), null, null));
        } catch (CertificateException e) {
            contents.addUnreadable(der, e);
        }
    }

    private void addBundle(ASN1Sequence sequence) throws IOException {
        ContentInfo info = ContentInfo.getInstance(sequence);
        if (!PKCSObjectIdentifiers.signedData.equals(info.getContentType())) {
            contents.addOther("a PKCS#7 message without certificates");
            return;
        }
        var certificates = SignedData.getInstance(info.getContent()).getCertificates();
        if (certificates != null) {
            for (ASN1Encodable certificate : certificates) {
                addCertificate(certificate.toASN1Primitive().getEncoded("DER"));
            }
        }
    }

    private PrivateKeyInfo key(ASN1Sequence sequence, FileKind kind) throws IOException {
        return switch (kind) {
            case RSA_PRIVATE_KEY -> wrap(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE, sequence);
            case EC_PRIVATE_KEY -> {
                ASN1Encodable own = ECPrivateKey.getInstance(sequence).getParametersObject();
                yield wrap(X9ObjectIdentifiers.id_ecPublicKey, own == null ? curve : own, sequence);
            }
            case DSA_PRIVATE_KEY -> wrap(X9ObjectIdentifiers.id_dsa, null, sequence);
            default -> PrivateKeyInfo.getInstance(sequence);
        };
    }

    private static PrivateKeyInfo wrap(
            ASN1ObjectIdentifier algorithm, @Nullable ASN1Encodable parameters, ASN1Sequence key) throws IOException {
        return new PrivateKeyInfo(
                parameters == null
                        ? new AlgorithmIdentifier(algorithm)
                        : new AlgorithmIdentifier(algorithm, parameters),
                key);
    }

    /** {@code Proc-Type: 4,ENCRYPTED} with {@code DEK-Info: AES-256-CBC,…}: one round of MD5, so nothing to charge. */
    private void addEncrypted(String headers, byte[] data) {
        List<String> info = dekInfo(headers);
        if (info.size() != 2) {
            throw context.damaged("its encrypted private key has no readable DEK-Info line");
        }
        String algorithm = info.get(0);
        byte[] iv;
        try {
            iv = HexFormat.of().parseHex(info.get(1));
        } catch (IllegalArgumentException e) {
            throw context.damaged("the DEK-Info line of its encrypted private key is not hexadecimal");
        }
        context.noteLegacy(
                "OpenSSL's old PEM encryption (MD5, " + ForeignText.quotable(algorithm, MAX_ALGORITHM) + ")");
        addKey(() -> openLegacy(algorithm, iv, data));
    }

    private static List<String> dekInfo(String headers) {
        for (String line : headers.lines().toList()) {
            if (line.strip().startsWith("DEK-Info:")) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                List<String> parts = new ArrayList<>();
                for (String part : Arrays.asList(value.split(",", -1))) {
                    parts.add(part.strip());
                }
                return parts;
            }
        }
        return List.of();
    }

    private PrivateKeyInfo openLegacy(String algorithm, byte[] iv, byte[] data) {
        for (Password password : context.keyPasswords()) {
            char[] form = password.forOpenSsl();
            try {
                byte[] plain = new BcPEMDecryptorProvider(form).get(algorithm).decrypt(data, iv);
                ASN1Sequence sequence = Parsing.decryptedSequence(plain);
                Arrays.fill(plain, (byte) 0);
                if (sequence != null && FileKind.of(sequence) != FileKind.UNKNOWN) {
                    return key(sequence, FileKind.of(sequence));
                }
            } catch (PEMException e) {
                if (String.valueOf(e.getMessage()).contains("unknown")) {
                    throw KeyDerivation.unsupported(
                            context,
                            "the PEM cipher "
                                    + ForeignText.quotable(algorithm.toUpperCase(Locale.ROOT), MAX_ALGORITHM));
                }
                // Invalid padding: this password is wrong, but another may be right.
            } catch (IOException | RuntimeException e) {
                // The same if the decrypted data is invalid.
            } finally {
                Arrays.fill(form, '\0');
            }
        }
        throw KeyDecryption.wrongPassword(false, context);
    }

    /** Past the header lines ("Name: value"), if there are any. */
    private static int bodyStart(String text, int from, int to) {
        int position = from;
        while (position < to) {
            int lineEnd = text.indexOf('\n', position);
            lineEnd = lineEnd < 0 || lineEnd > to ? to : lineEnd + 1;
            String line = text.substring(position, lineEnd);
            if (!line.isBlank() && line.indexOf(':') < 0) {
                return position;
            }
            position = lineEnd;
        }
        return from;
    }
}

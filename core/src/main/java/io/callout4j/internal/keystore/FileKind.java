package io.callout4j.internal.keystore;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/** The kind of some data, detected from the content alone: file names and extensions are not reliable. */
enum FileKind {
    PKCS12("a PKCS#12 file"),
    BCFKS("a BCFKS key store"),
    CERTIFICATE("a certificate"),
    CERTIFICATE_REQUEST("a certificate signing request (CSR)"),
    CERTIFICATE_BUNDLE("a bundle of certificates (PKCS#7)"),
    REVOCATION_LIST("a certificate revocation list (CRL)"),
    PRIVATE_KEY("a private key (PKCS#8)"),
    ENCRYPTED_PRIVATE_KEY("an encrypted private key (PKCS#8)"),
    RSA_PRIVATE_KEY("an RSA private key (PKCS#1)"),
    EC_PRIVATE_KEY("an EC private key (SEC 1)"),
    DSA_PRIVATE_KEY("a DSA private key"),
    PUBLIC_KEY("a public key"),
    UNKNOWN("an unknown ASN.1 structure");

    private static final String ID_PKCS7 = "1.2.840.113549.1.7";

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Distinguishes the kinds of DER and BER by their first elements. */
    static FileKind of(ASN1Sequence sequence) {
        int size = sequence.size();
        if (size == 0) {
            return UNKNOWN;
        }
        ASN1Encodable first = sequence.getObjectAt(0);
        if (first instanceof ASN1ObjectIdentifier oid) {
            return oid.getId().startsWith(ID_PKCS7) ? CERTIFICATE_BUNDLE : UNKNOWN;
        }
        if (size == 1) {
            return UNKNOWN;
        }
        ASN1Encodable second = sequence.getObjectAt(1);
        if (first instanceof ASN1Integer version) {
            return ofVersioned(version, second, size);
        }
        if (!(first instanceof ASN1Sequence head)) {
            return UNKNOWN;
        }
        boolean algorithm = head.size() > 0 && head.getObjectAt(0) instanceof ASN1ObjectIdentifier;
        if (size == 2 && algorithm && second instanceof ASN1OctetString) {
            return ENCRYPTED_PRIVATE_KEY;
        }
        if (size == 2 && algorithm && second instanceof ASN1BitString) {
            return PUBLIC_KEY;
        }
        if (size == 2 && head.size() > 0 && (second instanceof ASN1Sequence || second instanceof ASN1TaggedObject)) {
            return BCFKS;
        }
        if (size == 3 && second instanceof ASN1Sequence && sequence.getObjectAt(2) instanceof ASN1BitString) {
            return ofSigned(head);
        }
        return UNKNOWN;
    }

    private static FileKind ofVersioned(ASN1Integer version, ASN1Encodable second, int size) {
        if (second instanceof ASN1Sequence content && content.size() > 0) {
            if (content.getObjectAt(0) instanceof ASN1ObjectIdentifier oid
                    && (version.hasValue(3) || oid.getId().startsWith(ID_PKCS7 + "."))
                    && size <= 3) {
                return PKCS12;
            }
            return size >= 3 ? PRIVATE_KEY : UNKNOWN;
        }
        if (second instanceof ASN1OctetString && version.hasValue(1)) {
            return EC_PRIVATE_KEY;
        }
        if (second instanceof ASN1Integer) {
            return size == 6 ? DSA_PRIVATE_KEY : size >= 9 ? RSA_PRIVATE_KEY : size == 2 ? PUBLIC_KEY : UNKNOWN;
        }
        return UNKNOWN;
    }

    /** A certificate, a request, and a CRL all consist of content, algorithm, and signature; the content distinguishes them. */
    private static FileKind ofSigned(ASN1Sequence content) {
        if (content.size() >= 6
                && (content.getObjectAt(0) instanceof ASN1TaggedObject || content.size() == 6)
                && content.getObjectAt(content.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0)
                        instanceof ASN1Integer) {
            return CERTIFICATE;
        }
        boolean request = content.size() >= 3
                && content.size() <= 4
                && content.getObjectAt(0) instanceof ASN1Integer version
                && version.hasValue(0);
        return request ? CERTIFICATE_REQUEST : REVOCATION_LIST;
    }

    /** A guess at what another file is, for the message: "a web page (HTML)", "a ZIP archive". */
    static String guess(byte[] data) {
        if (data.length == 0) {
            return "empty";
        }
        String head = new String(data, 0, Math.min(data.length, 512), StandardCharsets.ISO_8859_1);
        String text = head.strip().toLowerCase(Locale.ROOT);
        if (head.startsWith("PK\3\4")) {
            return "a ZIP archive (or a document or JAR in that format): extract it and use the key store inside";
        }
        if (head.startsWith("\u00CA\u00FE\u00BA\u00BE")) {
            return "a Java class";
        }
        if (head.startsWith("\u001F\u008B")) {
            return "compressed with gzip: decompress it first";
        }
        if (head.startsWith("7z\u00BC\u00AF") || head.startsWith("Rar!")) {
            return "an archive: extract it and use the key store inside";
        }
        if (head.startsWith("%PDF")) {
            return "a PDF document";
        }
        if (head.startsWith("\u0089PNG") || head.startsWith("\u00FF\u00D8\u00FF") || head.startsWith("GIF8")) {
            return "an image";
        }
        if (head.startsWith("\u007FELF") || head.startsWith("MZ")) {
            return "a program";
        }
        if (head.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return "an old Office document or an Outlook message: save the attachment as a separate file";
        }
        if (head.startsWith("SQLite format 3")) {
            return "an SQLite database, perhaps from NSS: export the key with pk12util -o";
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.contains("<html")) {
            return "a web page (HTML), perhaps a login or error page that was saved instead of the file";
        }
        if (text.startsWith("<")) {
            return "XML";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "JSON";
        }
        if (text.startsWith("putty-user-key-file")) {
            return "a PuTTY key for SSH, which has no certificate";
        }
        if (text.startsWith("ssh-") || text.startsWith("ecdsa-sha2-")) {
            return "an SSH public key";
        }
        return isText(data) ? "plain text" : "binary data of an unknown kind";
    }

    static boolean isText(byte[] data) {
        int end = Math.min(data.length, 512);
        for (int i = 0; i < end; i++) {
            int b = data[i] & 0xff;
            if ((b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f') || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** BKS and UBER begin with a version, the length of a salt of 20 bytes, the salt and an iteration count. */
    static boolean isBouncyCastleStore(byte[] data) {
        return data.length > 32
                && data[0] == 0
                && data[1] == 0
                && data[2] == 0
                && (data[3] == 1 || data[3] == 2)
                && data[4] == 0
                && data[5] == 0
                && data[6] == 0
                && data[7] == 20
                && data[28] == 0;
    }
}

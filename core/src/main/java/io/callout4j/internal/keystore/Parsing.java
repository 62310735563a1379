package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** The way from bytes to ASN.1 values: nothing reaches a parser before its outline has been checked. */
final class Parsing {

    private Parsing() {}

    /**
     * The first element of the data, which must be a SEQUENCE.
     *
     * @throws io.callout4j.error.ClientCertificateException where it is cut off, nested too deeply or malformed
     */
    static ASN1Sequence sequence(byte[] data, KeyStoreFileContext context) throws IOException {
        Asn1Outline outline = Asn1Outline.of(data);
        switch (outline.verdict()) {
            case TRUNCATED ->
                throw context.truncated(
                        outline.length() == 0
                                ? "it has " + data.length + " bytes, and its last element is not finished"
                                : "it announces " + outline.length() + " bytes and has " + data.length);
            case TOO_DEEP ->
                throw context.refuse(
                        Reason.DAMAGED,
                        context.origin() + " is nested more than " + Asn1Outline.MAX_DEPTH
                                + " levels deep, which no tool writes: it is damaged or made to do harm."
                                + " Ask for the file again.");
            case MALFORMED -> throw context.damaged("its structure (ASN.1) breaks off in the middle");
            case WHOLE -> {}
        }
        return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(Arrays.copyOf(data, (int) outline.length())));
    }

    /** The same for decrypted data, where nonsense means a wrong password: null instead of a refusal. */
    static @Nullable ASN1Sequence decryptedSequence(byte[] data) {
        Asn1Outline outline = Asn1Outline.of(data);
        if (outline.verdict() != Asn1Outline.Verdict.WHOLE || data.length == 0 || data[0] != 0x30) {
            return null;
        }
        try {
            return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(Arrays.copyOf(data, (int) outline.length())));
        } catch (IOException | RuntimeException e) {
            // Wrong bytes with a right outline: still the wrong password.
            return null;
        }
    }

    /** A decrypted private key, or null where the bytes are none. */
    static @Nullable PrivateKeyInfo decryptedKey(byte[] data) {
        ASN1Sequence sequence = decryptedSequence(data);
        try {
            return sequence == null ? null : PrivateKeyInfo.getInstance(sequence);
        } catch (RuntimeException e) {
            // As above; and what the parser says of a private key is not for a log.
            return null;
        }
    }

    /** A certificate from its DER; what follows it, as in OpenSSL's trusted certificates, is left alone. */
    static X509Certificate certificate(byte[] data) throws CertificateException {
        Asn1Outline outline = Asn1Outline.of(data);
        if (outline.verdict() != Asn1Outline.Verdict.WHOLE || data.length == 0 || data[0] != 0x30) {
            throw new CertificateException("its structure (ASN.1) is broken");
        }
        byte[] der = Arrays.copyOf(data, (int) outline.length());
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            // Parsed on demand by the JDK: better here than in the middle of a handshake.
            certificate.getExtendedKeyUsage();
            certificate.getBasicConstraints();
            return certificate;
        } catch (RuntimeException e) {
            throw new CertificateException("its content makes no sense", e);
        }
    }

    /** Whether the bytes are a certificate in form, even if the JDK has no use for its key. */
    static boolean isCertificate(byte[] data) {
        ASN1Sequence sequence = decryptedSequence(data);
        return sequence != null && FileKind.of(sequence) == FileKind.CERTIFICATE;
    }
}

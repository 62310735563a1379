package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.text.ForeignText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Parses bytes into ASN.1 values. Nothing reaches a parser before its outline has been checked. */
final class Parsing {

    /** Registered object identifiers are shorter. */
    private static final int MAX_OID = 64;

    private Parsing() {}

    /**
     * The first element of the data, which must be a SEQUENCE.
     *
     * @throws io.callout4j.error.ClientCertificateException if it is truncated, nested too deeply, or malformed
     */
    static ASN1Sequence sequence(byte[] data, KeyStoreFileContext context) throws IOException {
        Asn1Outline outline = Asn1Outline.of(data);
        switch (outline.verdict()) {
            case TRUNCATED ->
                throw context.truncated(
                        outline.length() == 0
                                ? "it has " + data.length + " bytes, and its last element is incomplete"
                                : "it should have " + outline.length() + " bytes but has " + data.length);
            case TOO_DEEP ->
                throw context.refuse(
                        Reason.DAMAGED,
                        context.origin() + " is nested more than " + Asn1Outline.MAX_DEPTH
                                + " levels deep, which no tool produces: it is damaged or malicious. Ask for the file"
                                + " again.");
            case MALFORMED -> throw context.damaged("its structure (ASN.1) is malformed");
            case COMPLETE -> {}
        }
        return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(Arrays.copyOf(data, (int) outline.length())));
    }

    /** The same for decrypted data, where malformed data means a wrong password: returns null instead of throwing an exception. */
    static @Nullable ASN1Sequence decryptedSequence(byte[] data) {
        Asn1Outline outline = Asn1Outline.of(data);
        if (outline.verdict() != Asn1Outline.Verdict.COMPLETE || data.length == 0 || data[0] != 0x30) {
            return null;
        }
        try {
            return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(Arrays.copyOf(data, (int) outline.length())));
        } catch (IOException | RuntimeException e) {
            // The outline is right by chance, but the password is wrong.
            return null;
        }
    }

    /** A decrypted private key, or null if the bytes are not a private key. */
    static @Nullable PrivateKeyInfo decryptedKey(byte[] data) {
        ASN1Sequence sequence = decryptedSequence(data);
        try {
            return sequence == null ? null : PrivateKeyInfo.getInstance(sequence);
        } catch (RuntimeException e) {
            // As above; the parser's message may quote a private key and must not be logged.
            return null;
        }
    }

    /** A certificate from its DER. Data after it, as in OpenSSL's trusted certificates, is ignored. */
    static X509Certificate certificate(byte[] data) throws CertificateException {
        Asn1Outline outline = Asn1Outline.of(data);
        if (outline.verdict() != Asn1Outline.Verdict.COMPLETE || data.length == 0 || data[0] != 0x30) {
            throw new CertificateException("its structure (ASN.1) is broken");
        }
        byte[] der = Arrays.copyOf(data, (int) outline.length());
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            // The JDK parses these on demand: errors are better found here than during a handshake.
            certificate.getExtendedKeyUsage();
            certificate.getBasicConstraints();
            return certificate;
        } catch (RuntimeException e) {
            throw new CertificateException("its content is invalid", e);
        }
    }

    /** A number for a message. Decimals of a large number take time that is quadratic in its length. */
    static String shown(ASN1Integer number) {
        int bits = number.getValue().bitLength();
        return bits < Long.SIZE ? number.getValue().toString() : "with " + bits + " bits";
    }

    /** An object identifier for a message. */
    static String shown(ASN1ObjectIdentifier oid) {
        return ForeignText.quotable(oid.getId(), MAX_OID);
    }

    /** Whether the bytes have the form of a certificate, even if the JDK does not support its key. */
    static boolean isCertificate(byte[] data) {
        ASN1Sequence sequence = decryptedSequence(data);
        return sequence != null && FileKind.of(sequence) == FileKind.CERTIFICATE;
    }

    /**
     * A certificate that the JDK cannot read.
     *
     * @param reason whether it is damaged or only not supported
     * @param why what the JDK says; null if its curve is the reason
     */
    record UnreadableCertificate(Reason reason, @Nullable String why) {

        private static final Set<ASN1Encodable> CURVES =
                Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

        static UnreadableCertificate of(byte[] der, CertificateException thrown) {
            if (!isCertificate(der)) {
                return new UnreadableCertificate(Reason.DAMAGED, null);
            }
            return new UnreadableCertificate(Reason.UNSUPPORTED, isOnAnotherCurve(der) ? null : reason(thrown));
        }

        private static boolean isOnAnotherCurve(byte[] der) {
            try {
                AlgorithmIdentifier key =
                        Certificate.getInstance(der).getSubjectPublicKeyInfo().getAlgorithm();
                ASN1ObjectIdentifier algorithm = key.getAlgorithm();
                return X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm) && !CURVES.contains(key.getParameters());
            } catch (RuntimeException e) {
                return false;
            }
        }

        /** The JDK's own reason, without the names of the exceptions around it. */
        private static String reason(CertificateException thrown) {
            Throwable last = thrown;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            String message = last.getMessage() == null ? String.valueOf(thrown.getMessage()) : last.getMessage();
            return message.replaceFirst("^(?:[a-z]+\\.)+[A-Za-z]+(?:Exception|Error): ", "");
        }
    }
}

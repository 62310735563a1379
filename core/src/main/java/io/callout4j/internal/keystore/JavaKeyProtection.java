package io.callout4j.internal.keystore;

import io.callout4j.internal.keystore.ContentCipher.Kind;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.jspecify.annotations.Nullable;

/**
 * How JKS and JCEKS encrypt a private key. Both schemes are specified only by the JDK's source ({@code sun.security.provider.KeyProtector},
 * {@code com.sun.crypto.provider.PBES1Core}). The JDK's own reader accepts any iteration count, and up to JDK 18 only ASCII passwords.
 */
final class JavaKeyProtection {

    private static final ASN1ObjectIdentifier JKS = new ASN1ObjectIdentifier("1.3.6.1.4.1.42.2.17.1.1");
    private static final ASN1ObjectIdentifier JCEKS = new ASN1ObjectIdentifier("1.3.6.1.4.1.42.2.19.1");
    private static final int SHA1_LENGTH = 20;

    private final byte[] data;
    private final byte @Nullable [] salt;
    private final int iterations;

    private JavaKeyProtection(byte[] data, byte @Nullable [] salt, int iterations) {
        this.data = data;
        this.salt = salt;
        this.iterations = iterations;
    }

    /** Reads the parameters and charges the cost; null if the scheme is a standard one. */
    static @Nullable JavaKeyProtection of(EncryptedPrivateKeyInfo info, KeyStoreFileContext context) {
        ASN1ObjectIdentifier oid = info.getEncryptionAlgorithm().getAlgorithm();
        byte[] data = info.getEncryptedData();
        if (JKS.equals(oid)) {
            if (data.length < 2 * SHA1_LENGTH) {
                throw context.damaged("an encrypted private key in it is too short");
            }
            return new JavaKeyProtection(data, null, 0);
        }
        if (!JCEKS.equals(oid)) {
            return null;
        }
        PBEParameter parameters = PBEParameter.getInstance(
                ASN1Sequence.getInstance(info.getEncryptionAlgorithm().getParameters()));
        if (parameters.getSalt().length != 8) {
            throw context.damaged("a salt in it has " + parameters.getSalt().length + " bytes");
        }
        long iterations = KeyDerivation.iterations(parameters.getIterationCount(), context);
        return new JavaKeyProtection(data, parameters.getSalt(), Math.toIntExact(iterations));
    }

    @Nullable
    PrivateKeyInfo open(Password password) {
        byte[] form = salt == null ? password.forJks() : password.forJceks();
        byte[] plain = salt == null ? openJks(form) : openJceks(form, salt.clone());
        Arrays.fill(form, (byte) 0);
        if (plain == null) {
            return null;
        }
        PrivateKeyInfo key = Parsing.decryptedKey(plain);
        Arrays.fill(plain, (byte) 0);
        return key;
    }

    /** The key stream is SHA-1 over the password and the previous block; the check is SHA-1 over the password and the key. */
    private byte @Nullable [] openJks(byte[] password) {
        int length = data.length - 2 * SHA1_LENGTH;
        byte[] plain = Arrays.copyOfRange(data, SHA1_LENGTH, SHA1_LENGTH + length);
        byte[] block = Arrays.copyOf(data, SHA1_LENGTH);
        for (int i = 0; i < length; i++) {
            if (i % SHA1_LENGTH == 0) {
                block = digest(new SHA1Digest(), password, block);
            }
            plain[i] ^= block[i % SHA1_LENGTH];
        }
        byte[] check = digest(new SHA1Digest(), password, plain);
        return MessageDigest.isEqual(check, Arrays.copyOfRange(data, SHA1_LENGTH + length, data.length)) ? plain : null;
    }

    /** PBEWithMD5AndTripleDES: each half of the salt is hashed separately with the password. */
    private byte @Nullable [] openJceks(byte[] password, byte[] eight) {
        if (Arrays.equals(eight, 0, 4, eight, 4, 8)) {
            // Equal halves would give equal keys. The JDK intends to reverse one half but, because of a bug, does this.
            byte first = eight[0];
            byte second = eight[1];
            eight[0] = eight[3];
            eight[2] = first;
            eight[1] = eight[2];
            eight[2] = second;
        }
        byte[] derived = new byte[32];
        for (int half = 0; half < 2; half++) {
            byte[] block = Arrays.copyOfRange(eight, half * 4, half * 4 + 4);
            for (int i = 0; i < iterations; i++) {
                block = digest(new MD5Digest(), block, password);
            }
            System.arraycopy(block, 0, derived, half * 16, 16);
        }
        ContentCipher cipher = ContentCipher.of(Kind.TRIPLE_DES, 24);
        byte[] key = Arrays.copyOf(derived, 24);
        byte[] plain = cipher.fits(data.length) ? cipher.decrypt(key, Arrays.copyOfRange(derived, 24, 32), data) : null;
        Arrays.fill(derived, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return plain;
    }

    static byte[] digest(Digest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }
}

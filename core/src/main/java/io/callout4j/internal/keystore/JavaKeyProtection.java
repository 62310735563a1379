package io.callout4j.internal.keystore;

import io.callout4j.internal.keystore.ContentCipher.Kind;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.util.DigestFactory;
import org.jspecify.annotations.Nullable;

/**
 * How JKS and JCEKS encrypt a private key. Both schemes are specified only by the JDK's source ({@code sun.security.provider.KeyProtector},
 * {@code com.sun.crypto.provider.PBES1Core}). The JDK's own reader accepts any iteration count, and up to JDK 18 only ASCII passwords.
 */
final class JavaKeyProtection {

    private static final ASN1ObjectIdentifier JKS = new ASN1ObjectIdentifier("1.3.6.1.4.1.42.2.17.1.1");
    private static final ASN1ObjectIdentifier JCEKS = new ASN1ObjectIdentifier("1.3.6.1.4.1.42.2.19.1");
    private static final int SHA1_LENGTH = 20;
    private static final ContentCipher CIPHER = ContentCipher.of(Kind.TRIPLE_DES, 24);

    private final byte[] data;
    /** How JCEKS derives the key; null for JKS, which hashes only as often as the key is long. */
    private final KeyDerivation.@Nullable Charged derivation;

    private JavaKeyProtection(byte[] data, KeyDerivation.@Nullable Charged derivation) {
        this.data = data;
        this.derivation = derivation;
    }

    /** Reads the parameters and charges the cost; null if the scheme is a standard one. */
    static @Nullable JavaKeyProtection of(EncryptedPrivateKeyInfo info, KeyStoreFileContext context) {
        ASN1ObjectIdentifier oid = info.getEncryptionAlgorithm().getAlgorithm();
        byte[] data = info.getEncryptedData();
        if (JKS.equals(oid)) {
            if (data.length < 2 * SHA1_LENGTH) {
                throw context.damaged("an encrypted private key in it is too short");
            }
            return new JavaKeyProtection(data, null);
        }
        if (!JCEKS.equals(oid)) {
            return null;
        }
        PBEParameter parameters = PBEParameter.getInstance(
                ASN1Sequence.getInstance(info.getEncryptionAlgorithm().getParameters()));
        if (parameters.getSalt().length != 8) {
            throw context.damaged("a salt in it has " + parameters.getSalt().length + " bytes");
        }
        int iterations = KeyDerivation.iterations(parameters.getIterationCount(), context);
        KeyDerivation derivation = new DigestDerivation(
                DigestDerivation.Scheme.JCEKS, DigestFactory::createMD5, parameters.getSalt(), iterations);
        return new JavaKeyProtection(data, KeyDerivation.Charged.of(derivation, CIPHER.keyLength(), 8, context));
    }

    @Nullable
    PrivateKeyInfo open(Password password) {
        byte[] plain = derivation == null ? openJks(password) : openJceks(password, derivation);
        if (plain == null) {
            return null;
        }
        PrivateKeyInfo key = Parsing.decryptedKey(plain);
        Arrays.fill(plain, (byte) 0);
        return key;
    }

    /** The key stream is SHA-1 over the password and the previous block; the check is SHA-1 over the password and the key. */
    private byte @Nullable [] openJks(Password given) {
        byte[] password = given.forJks();
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
        Arrays.fill(password, (byte) 0);
        return MessageDigest.isEqual(check, Arrays.copyOfRange(data, SHA1_LENGTH + length, data.length)) ? plain : null;
    }

    private byte @Nullable [] openJceks(Password password, KeyDerivation.Charged charged) {
        if (!CIPHER.fits(data.length)) {
            return null;
        }
        List<byte[]> forms = charged.forms(password);
        KeyDerivation.Derived derived = charged.derive(forms.get(0));
        Password.wipe(forms);
        byte[] plain = CIPHER.decrypt(derived.key(), derived.iv(), data);
        derived.wipe();
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

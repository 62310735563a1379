package io.callout4j.internal.keystore;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ARIAEngine;
import org.bouncycastle.crypto.engines.CamelliaEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.engines.SEEDEngine;
import org.bouncycastle.crypto.modes.AEADBlockCipher;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.RC2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A cipher with its key size and mode.
 *
 * @param kind engine and mode
 * @param keyLength in bytes
 * @param effectiveBits for RC2, the effective key bits; else 0
 * @param macBits for GCM and CCM, the size of the tag; else 0
 */
record ContentCipher(Kind kind, int keyLength, int effectiveBits, int macBits) {

    enum Kind {
        RC4,
        RC2,
        DES,
        TRIPLE_DES,
        AES,
        CAMELLIA,
        SEED,
        ARIA,
        AES_GCM,
        AES_CCM,
        AES_WRAP;

        BlockCipher newEngine() {
            return switch (this) {
                case RC2 -> new RC2Engine();
                case DES -> new DESEngine();
                case TRIPLE_DES -> new DESedeEngine();
                case CAMELLIA -> new CamelliaEngine();
                case SEED -> new SEEDEngine();
                case ARIA -> new ARIAEngine();
                case AES, AES_GCM, AES_CCM, AES_WRAP -> AESEngine.newInstance();
                case RC4 -> throw new IllegalStateException("RC4 is a stream cipher");
            };
        }
    }

    static ContentCipher of(Kind kind, int keyLength) {
        return new ContentCipher(kind, keyLength, 0, 0);
    }

    static ContentCipher rc2(int keyLength, int effectiveBits) {
        return new ContentCipher(Kind.RC2, keyLength, effectiveBits, 0);
    }

    ContentCipher withMacBits(int bits) {
        return new ContentCipher(kind, keyLength, effectiveBits, bits);
    }

    /** The name if the cipher is outdated, else null. */
    @Nullable
    String legacyName() {
        return switch (kind) {
            case RC2, RC4 -> kind + "-" + (effectiveBits == 0 ? keyLength * 8 : effectiveBits);
            case DES -> "DES";
            case TRIPLE_DES -> "3DES";
            default -> null;
        };
    }

    int blockSize() {
        return kind == Kind.RC4 ? 0 : kind.newEngine().getBlockSize();
    }

    /** Whether the cipher can produce data of this length. If not, no password can decrypt it. */
    boolean fits(int length) {
        return switch (kind) {
            case RC4 -> true;
            case AES_GCM, AES_CCM -> length >= macBits / 8;
            case AES_WRAP -> length >= 16 && length % 8 == 0;
            default -> length > 0 && length % blockSize() == 0;
        };
    }

    /** The plaintext, or null if the padding or the tag shows that the key is wrong. */
    byte @Nullable [] decrypt(byte[] key, byte[] iv, byte[] data) {
        try {
            return switch (kind) {
                case RC4 -> rc4(key, data);
                case AES_GCM -> tagged(GCMBlockCipher.newInstance(kind.newEngine()), key, iv, data);
                case AES_CCM -> tagged(CCMBlockCipher.newInstance(kind.newEngine()), key, iv, data);
                case AES_WRAP -> unwrap(key, data);
                default -> cbc(key, iv, data);
            };
        } catch (InvalidCipherTextException e) {
            return null;
        }
    }

    private byte[] cbc(byte[] key, byte[] iv, byte[] data) throws InvalidCipherTextException {
        var cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(kind.newEngine()));
        CipherParameters parameters = kind == Kind.RC2 ? new RC2Parameters(key, effectiveBits) : new KeyParameter(key);
        cipher.init(false, new ParametersWithIV(parameters, iv));
        byte[] plain = new byte[cipher.getOutputSize(data.length)];
        int length = cipher.processBytes(data, 0, data.length, plain, 0);
        length += cipher.doFinal(plain, length);
        return Arrays.copyOf(plain, length);
    }

    private static byte[] rc4(byte[] key, byte[] data) {
        RC4Engine engine = new RC4Engine();
        engine.init(false, new KeyParameter(key));
        byte[] plain = new byte[data.length];
        engine.processBytes(data, 0, data.length, plain, 0);
        return plain;
    }

    private byte[] tagged(AEADBlockCipher cipher, byte[] key, byte[] nonce, byte[] data)
            throws InvalidCipherTextException {
        cipher.init(false, new AEADParameters(new KeyParameter(key), macBits, nonce));
        byte[] plain = new byte[cipher.getOutputSize(data.length)];
        int length = cipher.processBytes(data, 0, data.length, plain, 0);
        length += cipher.doFinal(plain, length);
        return Arrays.copyOf(plain, length);
    }

    private byte[] unwrap(byte[] key, byte[] data) throws InvalidCipherTextException {
        RFC5649WrapEngine engine = new RFC5649WrapEngine(kind.newEngine());
        engine.init(false, new KeyParameter(key));
        return engine.unwrap(data, 0, data.length);
    }
}

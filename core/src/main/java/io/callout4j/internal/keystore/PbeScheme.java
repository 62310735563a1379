package io.callout4j.internal.keystore;

import io.callout4j.internal.keystore.ContentCipher.Kind;
import io.callout4j.internal.keystore.DigestDerivation.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.bc.BCObjectIdentifiers;
import org.bouncycastle.asn1.cms.CCMParameters;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.kisa.KISAObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.nsri.NSRIObjectIdentifiers;
import org.bouncycastle.asn1.ntt.NTTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD2Digest;
import org.bouncycastle.crypto.util.DigestFactory;
import org.jspecify.annotations.Nullable;

/**
 * Password-based encryption as a file specifies it: PKCS#12's own schemes (RFC 7292, appendix C), PBES1, and PBES2 (RFC 8018). Creating one
 * charges its cost; nothing is derived before {@link #open}.
 */
final class PbeScheme {

    private record Fixed(Supplier<Digest> digest, ContentCipher cipher) {}

    private static final Map<ASN1ObjectIdentifier, Fixed> PKCS12_SCHEMES = Map.ofEntries(
            fixed(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC4, ContentCipher.of(Kind.RC4, 16)),
            fixed(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC4, ContentCipher.of(Kind.RC4, 5)),
            fixed(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, ContentCipher.of(Kind.TRIPLE_DES, 24)),
            fixed(PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC, ContentCipher.of(Kind.TRIPLE_DES, 16)),
            fixed(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC, ContentCipher.rc2(16, 128)),
            fixed(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, ContentCipher.rc2(5, 40)),
            fixed(BCObjectIdentifiers.bc_pbe_sha1_pkcs12_aes128_cbc, ContentCipher.of(Kind.AES, 16)),
            fixed(BCObjectIdentifiers.bc_pbe_sha1_pkcs12_aes192_cbc, ContentCipher.of(Kind.AES, 24)),
            fixed(BCObjectIdentifiers.bc_pbe_sha1_pkcs12_aes256_cbc, ContentCipher.of(Kind.AES, 32)),
            sha256(BCObjectIdentifiers.bc_pbe_sha256_pkcs12_aes128_cbc, 16),
            sha256(BCObjectIdentifiers.bc_pbe_sha256_pkcs12_aes192_cbc, 24),
            sha256(BCObjectIdentifiers.bc_pbe_sha256_pkcs12_aes256_cbc, 32));

    private static final Map<ASN1ObjectIdentifier, Fixed> PBES1_SCHEMES = Map.of(
            PKCSObjectIdentifiers.pbeWithMD2AndDES_CBC, new Fixed(MD2Digest::new, ContentCipher.of(Kind.DES, 8)),
            PKCSObjectIdentifiers.pbeWithMD2AndRC2_CBC, new Fixed(MD2Digest::new, ContentCipher.rc2(8, 64)),
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC,
                    new Fixed(DigestFactory::createMD5, ContentCipher.of(Kind.DES, 8)),
            PKCSObjectIdentifiers.pbeWithMD5AndRC2_CBC, new Fixed(DigestFactory::createMD5, ContentCipher.rc2(8, 64)),
            PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC,
                    new Fixed(DigestFactory::createSHA1, ContentCipher.of(Kind.DES, 8)),
            PKCSObjectIdentifiers.pbeWithSHA1AndRC2_CBC,
                    new Fixed(DigestFactory::createSHA1, ContentCipher.rc2(8, 64)));

    private static final Map<ASN1ObjectIdentifier, ContentCipher> PBES2_CIPHERS = Map.ofEntries(
            Map.entry(NISTObjectIdentifiers.id_aes128_CBC, ContentCipher.of(Kind.AES, 16)),
            Map.entry(NISTObjectIdentifiers.id_aes192_CBC, ContentCipher.of(Kind.AES, 24)),
            Map.entry(NISTObjectIdentifiers.id_aes256_CBC, ContentCipher.of(Kind.AES, 32)),
            Map.entry(PKCSObjectIdentifiers.des_EDE3_CBC, ContentCipher.of(Kind.TRIPLE_DES, 24)),
            Map.entry(OIWObjectIdentifiers.desCBC, ContentCipher.of(Kind.DES, 8)),
            Map.entry(NTTObjectIdentifiers.id_camellia128_cbc, ContentCipher.of(Kind.CAMELLIA, 16)),
            Map.entry(NTTObjectIdentifiers.id_camellia192_cbc, ContentCipher.of(Kind.CAMELLIA, 24)),
            Map.entry(NTTObjectIdentifiers.id_camellia256_cbc, ContentCipher.of(Kind.CAMELLIA, 32)),
            Map.entry(NSRIObjectIdentifiers.id_aria128_cbc, ContentCipher.of(Kind.ARIA, 16)),
            Map.entry(NSRIObjectIdentifiers.id_aria192_cbc, ContentCipher.of(Kind.ARIA, 24)),
            Map.entry(NSRIObjectIdentifiers.id_aria256_cbc, ContentCipher.of(Kind.ARIA, 32)),
            Map.entry(KISAObjectIdentifiers.id_seedCBC, ContentCipher.of(Kind.SEED, 16)),
            Map.entry(NISTObjectIdentifiers.id_aes128_GCM, ContentCipher.of(Kind.AES_GCM, 16)),
            Map.entry(NISTObjectIdentifiers.id_aes192_GCM, ContentCipher.of(Kind.AES_GCM, 24)),
            Map.entry(NISTObjectIdentifiers.id_aes256_GCM, ContentCipher.of(Kind.AES_GCM, 32)),
            Map.entry(NISTObjectIdentifiers.id_aes128_CCM, ContentCipher.of(Kind.AES_CCM, 16)),
            Map.entry(NISTObjectIdentifiers.id_aes192_CCM, ContentCipher.of(Kind.AES_CCM, 24)),
            Map.entry(NISTObjectIdentifiers.id_aes256_CCM, ContentCipher.of(Kind.AES_CCM, 32)),
            Map.entry(NISTObjectIdentifiers.id_aes128_wrap_pad, ContentCipher.of(Kind.AES_WRAP, 16)),
            Map.entry(NISTObjectIdentifiers.id_aes192_wrap_pad, ContentCipher.of(Kind.AES_WRAP, 24)),
            Map.entry(NISTObjectIdentifiers.id_aes256_wrap_pad, ContentCipher.of(Kind.AES_WRAP, 32)));

    private final KeyDerivation.Charged derivation;
    private final ContentCipher cipher;
    /** The same cipher with the key length that the key derivation states, if it is another one. */
    private final @Nullable ContentCipher stated;

    private final byte @Nullable [] iv;

    private PbeScheme(
            KeyDerivation derivation, ContentCipher cipher, byte @Nullable [] iv, KeyStoreFileContext context) {
        this(derivation, cipher, null, iv, context);
    }

    private PbeScheme(
            KeyDerivation derivation,
            ContentCipher cipher,
            @Nullable ContentCipher stated,
            byte @Nullable [] iv,
            KeyStoreFileContext context) {
        int ivLength = iv == null ? cipher.blockSize() : 0;
        int keyLength = stated == null ? cipher.keyLength() : Math.max(cipher.keyLength(), stated.keyLength());
        this.derivation = KeyDerivation.Charged.of(derivation, keyLength, ivLength, context);
        this.stated = stated;
        this.cipher = cipher;
        this.iv = iv;
    }

    /**
     * Reads the scheme and charges its cost.
     *
     * @throws io.callout4j.error.ClientCertificateException if it is not supported or costs too much
     */
    static PbeScheme of(AlgorithmIdentifier algorithm, KeyStoreFileContext context) {
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        PbeScheme scheme;
        if (PKCSObjectIdentifiers.id_PBES2.equals(oid)) {
            scheme = pbes2(algorithm.getParameters(), context);
        } else {
            Fixed pkcs12 = PKCS12_SCHEMES.get(oid);
            Fixed fixed = pkcs12 == null ? PBES1_SCHEMES.get(oid) : pkcs12;
            if (fixed == null) {
                throw KeyDerivation.unsupported(context, "the encryption scheme " + Parsing.shown(oid));
            }
            ASN1Sequence parameters = ASN1Sequence.getInstance(algorithm.getParameters());
            PBEParameter pbe = PBEParameter.getInstance(parameters);
            int iterations = KeyDerivation.iterations(pbe.getIterationCount(), context);
            Scheme kind = pkcs12 == null ? Scheme.PBKDF1 : Scheme.PKCS12;
            KeyDerivation derivation = new DigestDerivation(kind, fixed.digest, pbe.getSalt(), iterations);
            scheme = new PbeScheme(derivation, fixed.cipher, null, context);
        }
        context.noteLegacy(scheme.cipher.legacyName());
        return scheme;
    }

    /** Whether this scheme can produce data of this length. If not, no password can decrypt it. */
    boolean fits(byte[] data) {
        return cipher.fits(data.length);
    }

    /**
     * Decrypts with the first form of the password that gives valid data.
     *
     * @param parser parses the plaintext, or returns null if it is invalid; the plaintext is wiped afterwards
     * @return what the parser returned, or null if no form of the password is right
     */
    <T> @Nullable T open(byte[] data, Password password, Function<byte[], @Nullable T> parser) {
        return open(data, derivation.forms(password), parser);
    }

    /** The same for a password that is bytes already. The forms are wiped. */
    <T> @Nullable T open(byte[] data, List<byte[]> forms, Function<byte[], @Nullable T> parser) {
        if (!fits(data)) {
            return null;
        }
        try {
            for (byte[] form : forms) {
                KeyDerivation.Derived derived = derivation.derive(form);
                try {
                    T result = open(cipher, derived, data, parser);
                    if (result == null && stated != null) {
                        result = open(stated, derived, data, parser);
                    }
                    if (result != null) {
                        return result;
                    }
                } finally {
                    derived.wipe();
                }
            }
            return null;
        } finally {
            Password.wipe(forms);
        }
    }

    private <T> @Nullable T open(
            ContentCipher with, KeyDerivation.Derived derived, byte[] data, Function<byte[], @Nullable T> parser) {
        byte[] key = Arrays.copyOf(derived.key(), with.keyLength());
        byte[] plain = with.decrypt(key, iv == null ? derived.iv() : iv, data);
        Arrays.fill(key, (byte) 0);
        if (plain == null) {
            return null;
        }
        T result = parser.apply(plain);
        Arrays.fill(plain, (byte) 0);
        return result;
    }

    /** NSS 3.21 names AES-128 or AES-192 (or Camellia), but states a key of 32 bytes and encrypts with that. */
    private static @Nullable ContentCipher withStatedLength(ContentCipher cipher, int keyLength) {
        boolean several = cipher.kind() == Kind.AES || cipher.kind() == Kind.CAMELLIA;
        boolean possible = keyLength == 16 || keyLength == 24 || keyLength == 32;
        return several && possible && keyLength != cipher.keyLength()
                ? ContentCipher.of(cipher.kind(), keyLength)
                : null;
    }

    private static PbeScheme pbes2(ASN1Encodable parameters, KeyStoreFileContext context) {
        ASN1Sequence sequence = ASN1Sequence.getInstance(parameters);
        if (sequence.size() == 2 && PKCSObjectIdentifiers.id_PBES2.equals(sequence.getObjectAt(0))) {
            // JDK-8202837: up to release 10 the JDK wrote the identifier a second time, around the parameters.
            sequence = ASN1Sequence.getInstance(sequence.getObjectAt(1));
        }
        PBES2Parameters pbes2 = PBES2Parameters.getInstance(sequence);
        var function = AlgorithmIdentifier.getInstance(pbes2.getKeyDerivationFunc());
        var encryption = AlgorithmIdentifier.getInstance(pbes2.getEncryptionScheme());
        KeyDerivation.Stated stated = KeyDerivation.ofPkcs5(function, context);
        ASN1Encodable details = encryption.getParameters();
        if (PKCSObjectIdentifiers.RC2_CBC.equals(encryption.getAlgorithm())) {
            RC2CBCParameter rc2 = RC2CBCParameter.getInstance(details);
            int bits = rc2Bits(rc2);
            int keyLength = stated.keyLength() == 0 ? bits / 8 : Math.min(stated.keyLength(), 128);
            return new PbeScheme(stated.derivation(), ContentCipher.rc2(keyLength, bits), rc2.getIV(), context);
        }
        ContentCipher cipher = PBES2_CIPHERS.get(encryption.getAlgorithm());
        if (cipher == null) {
            throw KeyDerivation.unsupported(context, "the cipher " + Parsing.shown(encryption.getAlgorithm()));
        }
        switch (cipher.kind()) {
            case AES_GCM -> {
                GCMParameters gcm = GCMParameters.getInstance(details);
                return new PbeScheme(
                        stated.derivation(), cipher.withMacBits(gcm.getIcvLen() * 8), gcm.getNonce(), context);
            }
            case AES_CCM -> {
                CCMParameters ccm = CCMParameters.getInstance(details);
                return new PbeScheme(
                        stated.derivation(), cipher.withMacBits(ccm.getIcvLen() * 8), ccm.getNonce(), context);
            }
            case AES_WRAP -> {
                return new PbeScheme(stated.derivation(), cipher, new byte[0], context);
            }
            default -> {
                byte[] iv = ASN1OctetString.getInstance(details).getOctets();
                if (iv.length != cipher.blockSize()) {
                    throw context.damaged("the IV of its encryption has " + iv.length + " bytes");
                }
                ContentCipher other = withStatedLength(cipher, stated.keyLength());
                return new PbeScheme(stated.derivation(), cipher, other, iv, context);
            }
        }
    }

    /** RFC 8018, B.2.3: three sizes have codes, larger ones are given as they are. */
    private static int rc2Bits(RC2CBCParameter rc2) {
        int version = rc2.getRC2ParameterVersion() == null
                ? 32
                : rc2.getRC2ParameterVersion().intValueExact();
        return switch (version) {
            case 160 -> 40;
            case 120 -> 64;
            case 58 -> 128;
            default -> version >= 256 && version <= 1024 ? version : 32;
        };
    }

    private static Map.Entry<ASN1ObjectIdentifier, Fixed> fixed(ASN1ObjectIdentifier oid, ContentCipher cipher) {
        return Map.entry(oid, new Fixed(DigestFactory::createSHA1, cipher));
    }

    private static Map.Entry<ASN1ObjectIdentifier, Fixed> sha256(ASN1ObjectIdentifier oid, int keyLength) {
        return Map.entry(oid, new Fixed(DigestFactory::createSHA256, ContentCipher.of(Kind.AES, keyLength)));
    }
}

package io.callout4j.internal.keystore;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The MAC of a PKCS#12 file: RFC 7292, appendix B.4, or PBMAC1 (RFC 9879). Creating one charges its cost. */
final class Pkcs12Mac {

    /** RFC 9579, section 9: a shorter key could be guessed without the password. */
    private static final int MIN_PBMAC1_KEY = 20;

    /** Bouncy Castle has a constant for it only since 1.78; other files can also be opened with an older one. */
    private static final ASN1ObjectIdentifier PBMAC1 = new ASN1ObjectIdentifier("1.2.840.113549.1.5.14");

    private final KeyDerivation.Charged derivation;
    private final Supplier<Digest> digest;
    private final byte[] expected;

    private Pkcs12Mac(KeyDerivation.Charged derivation, Supplier<Digest> digest, byte[] expected) {
        this.derivation = derivation;
        this.digest = digest;
        this.expected = expected;
    }

    static Pkcs12Mac of(MacData data, KeyStoreFileContext context) {
        AlgorithmIdentifier algorithm = data.getMac().getAlgorithmId();
        ASN1ObjectIdentifier oid = algorithm.getAlgorithm();
        byte[] expected = data.getMac().getDigest();
        if (PBMAC1.equals(oid)) {
            return pbmac1(PBMAC1Params.getInstance(algorithm.getParameters()), expected, context);
        }
        Supplier<Digest> digest = Digests.ofHash(oid);
        if (digest == null) {
            throw KeyDerivation.unsupported(context, "the MAC digest " + Parsing.shown(oid));
        }
        if (OIWObjectIdentifiers.idSHA1.equals(oid)) {
            context.noteLegacy("a MAC with SHA-1");
        } else if (PKCSObjectIdentifiers.md5.equals(oid) || PKCSObjectIdentifiers.md2.equals(oid)) {
            context.noteLegacy("a MAC with MD5 or older");
        }
        int iterations = KeyDerivation.iterations(data.getIterationCount(), context);
        var derivation = new DigestDerivation(DigestDerivation.Scheme.PKCS12_MAC, digest, data.getSalt(), iterations);
        int keyLength = digest.get().getDigestSize();
        return new Pkcs12Mac(KeyDerivation.Charged.of(derivation, keyLength, 0, context), digest, expected);
    }

    /** Whether the limit on key derivation permits another call of {@link #matches}. */
    boolean affords(Password password) {
        List<byte[]> forms = derivation.forms(password);
        Password.wipe(forms);
        return derivation.affords(forms.size());
    }

    /** Whether the password, in one of its forms, produces this MAC. */
    boolean matches(byte[] content, Password password) {
        List<byte[]> forms = derivation.forms(password);
        try {
            for (byte[] form : forms) {
                byte[] key = derivation.derive(form).key();
                HMac mac = new HMac(digest.get());
                mac.init(new KeyParameter(key));
                mac.update(content, 0, content.length);
                byte[] actual = new byte[mac.getMacSize()];
                mac.doFinal(actual, 0);
                Arrays.fill(key, (byte) 0);
                if (MessageDigest.isEqual(actual, expected)) {
                    return true;
                }
            }
            return false;
        } finally {
            Password.wipe(forms);
        }
    }

    private static Pkcs12Mac pbmac1(PBMAC1Params params, byte[] expected, KeyStoreFileContext context) {
        KeyDerivation.Stated stated = KeyDerivation.ofPkcs5(params.getKeyDerivationFunc(), context);
        ASN1ObjectIdentifier scheme = params.getMessageAuthScheme().getAlgorithm();
        Supplier<Digest> digest = Digests.ofPrf(scheme);
        if (digest == null) {
            throw KeyDerivation.unsupported(context, "the PBMAC1 function " + Parsing.shown(scheme));
        }
        if (stated.keyLength() == 0) {
            throw context.damaged("its MAC (PBMAC1) does not specify a key length, which RFC 9879 requires");
        }
        if (stated.keyLength() < MIN_PBMAC1_KEY) {
            throw context.damaged("its MAC (PBMAC1) has a key of " + stated.keyLength()
                    + " bytes, but RFC 9579 requires " + MIN_PBMAC1_KEY);
        }
        return new Pkcs12Mac(
                KeyDerivation.Charged.of(stated.derivation(), stated.keyLength(), 0, context), digest, expected);
    }
}

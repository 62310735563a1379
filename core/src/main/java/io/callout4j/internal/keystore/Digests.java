package io.callout4j.internal.keystore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cryptopro.CryptoProObjectIdentifiers;
import org.bouncycastle.asn1.iana.IANAObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.digests.MD2Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.util.DigestFactory;
import org.jspecify.annotations.Nullable;

/** The digests that key stores use, by object identifier: as a hash, and as the hash of an HMAC. */
final class Digests {

    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> HASHES = new HashMap<>();
    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> PRFS = new HashMap<>();

    static {
        put(OIWObjectIdentifiers.idSHA1, PKCSObjectIdentifiers.id_hmacWithSHA1, DigestFactory::createSHA1);
        put(NISTObjectIdentifiers.id_sha224, PKCSObjectIdentifiers.id_hmacWithSHA224, DigestFactory::createSHA224);
        put(NISTObjectIdentifiers.id_sha256, PKCSObjectIdentifiers.id_hmacWithSHA256, DigestFactory::createSHA256);
        put(NISTObjectIdentifiers.id_sha384, PKCSObjectIdentifiers.id_hmacWithSHA384, DigestFactory::createSHA384);
        put(NISTObjectIdentifiers.id_sha512, PKCSObjectIdentifiers.id_hmacWithSHA512, DigestFactory::createSHA512);
        put(
                NISTObjectIdentifiers.id_sha512_224,
                PKCSObjectIdentifiers.id_hmacWithSHA512_224,
                DigestFactory::createSHA512_224);
        put(
                NISTObjectIdentifiers.id_sha512_256,
                PKCSObjectIdentifiers.id_hmacWithSHA512_256,
                DigestFactory::createSHA512_256);
        put(
                NISTObjectIdentifiers.id_sha3_224,
                NISTObjectIdentifiers.id_hmacWithSHA3_224,
                DigestFactory::createSHA3_224);
        put(
                NISTObjectIdentifiers.id_sha3_256,
                NISTObjectIdentifiers.id_hmacWithSHA3_256,
                DigestFactory::createSHA3_256);
        put(
                NISTObjectIdentifiers.id_sha3_384,
                NISTObjectIdentifiers.id_hmacWithSHA3_384,
                DigestFactory::createSHA3_384);
        put(
                NISTObjectIdentifiers.id_sha3_512,
                NISTObjectIdentifiers.id_hmacWithSHA3_512,
                DigestFactory::createSHA3_512);
        put(PKCSObjectIdentifiers.md5, IANAObjectIdentifiers.hmacMD5, DigestFactory::createMD5);
        put(TeleTrusTObjectIdentifiers.ripemd160, IANAObjectIdentifiers.hmacRIPEMD160, RIPEMD160Digest::new);
        put(
                RosstandartObjectIdentifiers.id_tc26_gost_3411_12_256,
                RosstandartObjectIdentifiers.id_tc26_hmac_gost_3411_12_256,
                GOST3411_2012_256Digest::new);
        put(
                RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512,
                RosstandartObjectIdentifiers.id_tc26_hmac_gost_3411_12_512,
                GOST3411_2012_512Digest::new);
        put(CryptoProObjectIdentifiers.gostR3411, CryptoProObjectIdentifiers.gostR3411Hmac, GOST3411Digest::new);
        HASHES.put(PKCSObjectIdentifiers.md2, MD2Digest::new);
        PRFS.put(IANAObjectIdentifiers.hmacSHA1, DigestFactory::createSHA1);
    }

    private Digests() {}

    static @Nullable Supplier<Digest> ofHash(ASN1ObjectIdentifier hash) {
        return HASHES.get(hash);
    }

    static @Nullable Supplier<Digest> ofPrf(ASN1ObjectIdentifier prf) {
        return PRFS.get(prf);
    }

    /** How often a common hash such as SHA-256 can be computed in the time that this one takes, at least. */
    static int weight(Digest digest) {
        return digest instanceof MD2Digest
                        || digest instanceof GOST3411Digest
                        || digest instanceof GOST3411_2012_256Digest
                        || digest instanceof GOST3411_2012_512Digest
                ? 16
                : 1;
    }

    private static void put(ASN1ObjectIdentifier hash, ASN1ObjectIdentifier prf, Supplier<Digest> digest) {
        HASHES.put(hash, digest);
        PRFS.put(prf, digest);
    }
}

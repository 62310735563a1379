package io.callout4j.identity;

import io.callout4j.error.CalloutException;
import io.callout4j.fuzzing.Fuzzing;
import io.callout4j.fuzzing.Mutations;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changed key stores of each format: only the library's own exceptions, in little time and memory. */
@Timeout(120)
class KeyStoreFuzzingTest {

    private static final char[] PASSWORD = "secret".toCharArray();
    private static final IdentityLimits LIMITS = IdentityLimits.DEFAULT.withMaxIterations(20_000);

    /** In all ways in which a file is read, and also without its password, because JKS then checks no digest. */
    private static void open(byte[] file) {
        KeyStoreEntry whole = KeyStoreEntry.ofBytes(file, "the file", PASSWORD).withLimits(LIMITS);
        KeyStoreEntry bare = KeyStoreEntry.ofBytes(file, "the file", null)
                .withKeyPassword("keysecret".toCharArray())
                .withLimits(LIMITS);
        List<Runnable> readings = List.of(
                () -> whole.load().findings(Certificates.NOW),
                whole::names,
                whole::certificates,
                () -> bare.load().findings(Certificates.NOW),
                bare::certificates);
        CalloutException last = null;
        for (Runnable reading : readings) {
            try {
                reading.run();
            } catch (CalloutException e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private static void fuzz(List<byte[]> seeds) {
        new Fuzzing()
                .run(
                        random -> {
                            byte[] seed = seeds.get(random.nextInt(seeds.size()));
                            byte[] other = seeds.get(random.nextInt(seeds.size()));
                            return mutant(seed, other, random);
                        },
                        KeyStoreFuzzingTest::open);
    }

    private static byte[] mutant(byte[] seed, byte[] other, Random random) {
        return random.nextBoolean() ? Mutations.structure(seed, other, random) : Mutations.bytes(seed, other, random);
    }

    private static List<byte[]> fixtures(String... names) {
        return List.of(names).stream().map(Fixtures::bytes).toList();
    }

    @Test
    void pkcs12() {
        List<byte[]> seeds = new java.util.ArrayList<>(fixtures(
                "openssl-plain.p12", "openssl-nomac.p12", "openssl-camellia.p12", "nss-legacy.p12", "rsa-pss.p12"));
        seeds.add(HostilePkcs12.pbmac1(PKCSObjectIdentifiers.id_hmacWithSHA1, 100, 1000));
        seeds.add(HostilePkcs12.mac(NISTObjectIdentifiers.id_sha256, 1000));
        seeds.add(HostilePkcs12.encrypted(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, 100));
        seeds.add(HostilePkcs12.scrypt(16, 8, 1));
        seeds.add(new Pkcs12Files()
                .iterations(10)
                .scheme(NISTObjectIdentifiers.id_aes256_GCM, PKCSObjectIdentifiers.id_hmacWithSHA256)
                .key(Certificates.named("Client").build(), "client")
                .certificates(Certificates.named("Client").build().certificate())
                .build());
        fuzz(seeds);
    }

    @Test
    void jksAndJceks() {
        fuzz(fixtures("keytool17.jks", "keytool17.jceks"));
    }

    @Test
    void bcfks() throws Exception {
        Certificates.Holder client = Certificates.named("Client").build();
        KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
        PBKDF2Config few = new PBKDF2Config.Builder()
                .withIterationCount(100)
                .withSaltLength(16)
                .withPRF(PBKDF2Config.PRF_SHA512)
                .build();
        store.load(
                new BCFKSLoadStoreParameter.Builder().withStorePBKDFConfig(few).build());
        store.setKeyEntry("client", client.keys().getPrivate(), PASSWORD, new Certificate[] {client.certificate()});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(new BCFKSLoadStoreParameter.Builder(out, PASSWORD)
                .withStorePBKDFConfig(few)
                .build());
        fuzz(List.of(out.toByteArray()));
    }

    @Test
    void pem() {
        fuzz(fixtures(
                "sec1.pem",
                "sec1-encrypted.pem",
                "pkcs8-encrypted.pem",
                "pkcs8-scrypt.pem",
                "pkcs1-encrypted.pem",
                "pkcs7.pem",
                "classic-legacy.b64"));
    }
}

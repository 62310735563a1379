package io.callout4j.identity;

import static io.callout4j.identity.ToolFilesTest.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files whose key derivation costs a lot. The limit is on the work that is actually done, whatever multiplies it. */
@Timeout(60)
class CostlyFilesTest {

    private static final char[] PASSWORD = "secret".toCharArray();

    /** Three encodings as a BMPString, five as bytes. */
    private static final char[] NON_ASCII = "pa\u0308sswo\u0308rt".toCharArray();

    private static IdentityLimits limit(long iterations) {
        return IdentityLimits.DEFAULT.withMaxIterations(iterations);
    }

    @Nested
    class TheLengthOfADerivedKey {

        @Test
        void isChargedInBlocksOfTheHash() {
            // SHA-1 has 20 bytes, so 100 bytes are five blocks. The password has two encodings.
            byte[] file = HostilePkcs12.pbmac1(PKCSObjectIdentifiers.id_hmacWithSHA1, 100, 1000);

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(10_000)));
            assertReason(Reason.TOO_MANY_ITERATIONS, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(4999)));
        }

        @Test
        @Timeout(5)
        void cannotMultiplyTheLimit() {
            byte[] file = HostilePkcs12.pbmac1(PKCSObjectIdentifiers.id_hmacWithSHA1, 128, 1_000_000);

            assertThat(file).hasSizeLessThan(140);
            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, PASSWORD))
                    .hasMessageContaining("requires at least 7000000 iterations of key derivation, which is more than"
                            + " the limit of 5000000");
        }

        @ParameterizedTest
        @ValueSource(ints = {129, 512, 65_535, Integer.MAX_VALUE})
        @Timeout(5)
        void isRefusedIfNoCipherHasSuchAKey(int length) {
            byte[] file = HostilePkcs12.pbmac1(PKCSObjectIdentifiers.id_hmacWithSHA256, length, 1);

            assertReason(Reason.DAMAGED, () -> ClientIdentity.fromBytes(file, PASSWORD));
        }

        @Test
        void isChargedForTheKeyDerivationOfPkcs12() {
            // A key of 24 bytes and an IV of 8 bytes: two blocks and one of SHA-1.
            byte[] file = HostilePkcs12.encrypted(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, 1000);

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(3000)));
            assertReason(Reason.TOO_MANY_ITERATIONS, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(2999)));
        }

        @Test
        void isChargedForJceks() {
            // Both halves of the key of keytool's JCEKS are derived with 200,000 iterations.
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(Fixtures.bytes("keytool17.jceks"), "x.jceks", PASSWORD)
                    .withKeyPassword("keysecret".toCharArray());

            assertThat(entry.withLimits(limit(400_000)).load().isNone()).isFalse();
            assertReason(Reason.TOO_MANY_ITERATIONS, entry.withLimits(limit(399_999))::load);
        }
    }

    @Nested
    class ASlowHash {

        @Test
        void isChargedForWhatItCosts() {
            byte[] file = HostilePkcs12.mac(PKCSObjectIdentifiers.md2, 1000);

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(16_000)));
            assertReason(Reason.TOO_MANY_ITERATIONS, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(15_999)));
        }
    }

    @Nested
    class EachEncodingOfAPassword {

        @Test
        void isCharged() {
            byte[] file = HostilePkcs12.mac(NISTObjectIdentifiers.id_sha256, 1000);

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, PASSWORD, limit(1000)));
            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, NON_ASCII, limit(3000)));
            assertReason(Reason.TOO_MANY_ITERATIONS, () -> ClientIdentity.fromBytes(file, NON_ASCII, limit(2999)));
        }

        @Test
        void isChargedForPbkdf2() {
            byte[] file = HostilePkcs12.pbmac1(PKCSObjectIdentifiers.id_hmacWithSHA256, 32, 1000);

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, NON_ASCII, limit(5000)));
            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, NON_ASCII, limit(4999)))
                    .hasMessageContaining("to try every encoding of the password");
        }

        @Test
        void isNotChargedIfTheFirstOneIsRight() {
            Certificates.Holder client = Certificates.named("Client").build();
            byte[] file = new Pkcs12Files()
                    .iterations(1000)
                    .key(client, "client")
                    .certificates(client.certificate())
                    .build();

            assertThat(ClientIdentity.fromBytes(file, PASSWORD, limit(3000)).isNone())
                    .isFalse();
        }

        @Test
        void isChargedForTheTestsForCommonMistakes() {
            byte[] file = HostilePkcs12.mac(NISTObjectIdentifiers.id_sha256, 1000);
            char[] withLineBreak = "secret\n".toCharArray();

            // Two encodings of no password and one of the password without its line break could be tried for 4000.
            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, withLineBreak, limit(1000)));
            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, withLineBreak, limit(4000)));
        }
    }

    @Nested
    class ATrustFile {

        @TempDir
        Path folder;

        @Test
        @Timeout(10)
        void isRefusedBeforeTheJdkDerivesAKeyForEachOfItsParts() throws IOException {
            Path file = Files.write(folder.resolve("trust.p12"), HostilePkcs12.encryptedParts(100, 4_000_000));

            assertThatThrownBy(() -> ServerTrust.file(file, PASSWORD))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessage(
                            "The trust file " + file + " requires too much key derivation, as no tool asks for. Use PEM"
                                    + " text with -----BEGIN CERTIFICATE----- lines.");
            assertThatThrownBy(() -> ServerTrust.keyStore(file, PASSWORD))
                    .isInstanceOf(CalloutConfigurationException.class);
        }
    }

    @Nested
    class Scrypt {

        @Test
        @Timeout(5)
        void mayNotTakeMoreMemoryThanAnyToolUses() {
            // 2^20 * 2 * 128 bytes are 256 MiB, for two million iterations.
            byte[] file = HostilePkcs12.scrypt(1 << 20, 2, 1);

            assertReason(Reason.TOO_MANY_ITERATIONS, () -> ClientIdentity.fromBytes(file, PASSWORD));
        }
    }

    @Nested
    class Opening {

        @Test
        @Timeout(20)
        void endsWhenItsThreadIsInterrupted() throws Exception {
            byte[] file = HostilePkcs12.mac(NISTObjectIdentifiers.id_sha256, 2_000_000_000);
            CompletableFuture<Throwable> result = new CompletableFuture<>();
            Thread opener = new Thread(() -> {
                try {
                    ClientIdentity.fromBytes(file, PASSWORD, limit(Long.MAX_VALUE));
                    result.complete(new AssertionError("opened"));
                } catch (RuntimeException e) {
                    result.complete(e);
                }
            });
            opener.start();
            opener.interrupt();

            assertThat(result.get(15, TimeUnit.SECONDS))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessage("The thread was interrupted while the client certificate file was being opened. Nothing"
                            + " was sent; the callout can be repeated.");
        }
    }

    @Nested
    class NumbersInAFile {

        @Test
        @Timeout(5)
        void makeNoLongMessage() {
            byte[] file = HostilePkcs12.version(1 << 19);

            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, PASSWORD))
                    .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(1000))
                    .hasMessageContaining("is a PKCS#12 file of version");
        }

        @Test
        @Timeout(5)
        void ofAnUnknownAlgorithmMakeNoLongMessage() {
            byte[] file = HostilePkcs12.mac(HostilePkcs12.longObjectIdentifier(), 1);

            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, PASSWORD))
                    .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(1000));
        }
    }

    @Nested
    class ManyKeysWithManyCertificates {

        private final IdentityLimits large = IdentityLimits.DEFAULT.withMaxBytes(8 << 20);

        private byte[] file(int keys, int certificates) {
            String all = HostilePkcs12.pem(certificates) + HostilePkcs12.keys(keys);
            return all.getBytes(StandardCharsets.US_ASCII);
        }

        @Test
        @Timeout(20)
        void areRefused() {
            byte[] keys = file(1001, 1000);
            byte[] certificates = file(1, 10_001);

            assertThatThrownBy(() -> ClientIdentity.fromBytes(keys, PASSWORD, large))
                    .hasMessage(
                            "The client certificate file has 1001 private keys and 1000 certificates; the limits are"
                                    + " 1000 and 10000. Export only the entries that are needed.");
            assertReason(Reason.TOO_LARGE, () -> ClientIdentity.fromBytes(certificates, PASSWORD, large));
        }

        @Test
        @Timeout(20)
        void areMatchedByTheirPublicKeys() {
            byte[] file = file(1000, 1000);

            assertReason(Reason.KEY_MISMATCH, () -> ClientIdentity.fromBytes(file, PASSWORD, large));
        }
    }
}

package io.callout4j.identity;

import static io.callout4j.identity.ToolFilesTest.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are something else, damaged, or malicious. */
class HostileFilesTest {

    private static final char[] PASSWORD = "secret".toCharArray();

    @Nested
    class OtherFiles {

        @ParameterizedTest
        @CsvSource({
            "'<!DOCTYPE html><html>login</html>', a web page",
            "'<a/>', XML",
            "'{\"error\":1}', JSON",
            "'Dear colleague, here it is.', plain text",
            "'ssh-rsa AAAA', an SSH public key",
        })
        void areDescribed(String content, String guess) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);

            assertReason(Reason.NOT_A_KEY_STORE, () -> ClientIdentity.fromBytes(bytes, PASSWORD));
            assertThatThrownBy(() -> ClientIdentity.fromBytes(bytes, PASSWORD)).hasMessageContaining("it is " + guess);
        }

        @Test
        void zipsAndClassesAreDescribed() {
            byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0};
            byte[] classFile = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61};

            assertThatThrownBy(() -> ClientIdentity.fromBytes(zip, PASSWORD)).hasMessageContaining("a ZIP archive");
            assertThatThrownBy(() -> ClientIdentity.fromBytes(classFile, PASSWORD))
                    .hasMessageContaining("a Java class");
        }

        @Test
        void emptyFilesAreDescribed() {
            assertReason(Reason.NOT_A_KEY_STORE, () -> ClientIdentity.fromBytes(new byte[0], PASSWORD));
        }

        @Test
        void singleCertificatesAndKeysAreDescribed() throws Exception {
            Certificates.Holder holder = Certificates.named("Lonely").build();

            assertReason(
                    Reason.NO_PRIVATE_KEY,
                    () -> ClientIdentity.fromBytes(holder.certificate().getEncoded(), PASSWORD));
            assertReason(
                    Reason.NO_CERTIFICATE,
                    () -> ClientIdentity.fromBytes(holder.keys().getPrivate().getEncoded(), PASSWORD));
        }
    }

    @Nested
    @Timeout(5)
    class MaliciousFiles {

        @Test
        void infiniteNestingIsRejected() {
            byte[] bomb = new byte[1 << 20];
            for (int i = 0; i < bomb.length; i += 2) {
                bomb[i] = 0x30;
                bomb[i + 1] = (byte) 0x80;
            }

            assertReason(Reason.DAMAGED, () -> ClientIdentity.fromBytes(bomb, PASSWORD));
        }

        @Test
        void twentyMegabytesOfGarbageAreRejected() {
            byte[] garbage = new byte[20 << 20];
            new Random(7).nextBytes(garbage);

            assertThatThrownBy(() -> ClientIdentity.fromBytes(garbage, PASSWORD))
                    .isInstanceOf(CalloutException.class);
            garbage[0] = 0x30;
            assertReason(Reason.TOO_LARGE, () -> ClientIdentity.fromBytes(garbage, PASSWORD));
        }

        @Test
        void aLengthOfTwoGigabytesAllocatesNothing() {
            byte[] jks = {
                (byte) 0xFE,
                (byte) 0xED,
                (byte) 0xFE,
                (byte) 0xED,
                0,
                0,
                0,
                2,
                0x7f,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0x7f,
                (byte) 0xff,
                (byte) 0xff,
                (byte) 0xff
            };

            assertReason(Reason.TRUNCATED, () -> ClientIdentity.fromBytes(jks, PASSWORD));
        }

        @Test
        void scryptIsChargedBeforeAnyWorkIsDone() {
            byte[] file = Fixtures.bytes("pkcs8-scrypt.pem");

            // OpenSSL's N=16384, r=8, p=1.
            assertThat(ClientIdentity.fromBytes(file, PASSWORD, IdentityLimits.DEFAULT.withMaxIterations(131_072))
                            .isNone())
                    .isFalse();
            assertReason(
                    Reason.TOO_MANY_ITERATIONS,
                    () -> ClientIdentity.fromBytes(file, PASSWORD, IdentityLimits.DEFAULT.withMaxIterations(131_071)));
        }

        @Test
        void iterationsInJceksAreCharged() {
            assertReason(
                    Reason.TOO_MANY_ITERATIONS,
                    () -> ClientIdentity.fromBytes(
                            Fixtures.bytes("keytool17.jceks"),
                            PASSWORD,
                            IdentityLimits.DEFAULT.withMaxIterations(1000)));
        }
    }

    @Nested
    class TruncatedFiles {

        @ParameterizedTest
        @CsvSource({"openssl-plain.p12", "nss.p12", "keytool17.jks", "keytool17.jceks", "gnutls-rc2-40.p12"})
        void areReportedAsTruncatedWhereverTheyEnd(String name) {
            byte[] whole = Fixtures.bytes(name);
            for (int length = 40; length < whole.length; length += 29) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertReason(Reason.TRUNCATED, () -> ClientIdentity.fromBytes(cut, PASSWORD));
            }
        }
    }
}

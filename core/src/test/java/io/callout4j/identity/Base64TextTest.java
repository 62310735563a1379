package io.callout4j.identity;

import static io.callout4j.identity.ToolFilesTest.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.ClientCertificateException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of {@code clientCert_x} as people paste it. */
class Base64TextTest {

    private static final byte[] FILE = Fixtures.bytes("openssl-camellia.p12");
    private static final String TEXT = Base64.getEncoder().encodeToString(FILE);

    @Nested
    class Accepts {

        @Test
        void onASingleLine() {
            opens(TEXT);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 19, 64, 76, 1000})
        void inLinesOfAnyLength(int length) {
            opens(TEXT.replaceAll("(.{" + length + "})", "$1\r\n"));
        }

        @Test
        void withSpacesAndTabs() {
            opens(" \t" + TEXT.replaceAll("(.{50})", "\t$1  \n") + "\n\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"PKCS12", "CERTIFICATE", "whatever"})
        void betweenArmorLines(String label) {
            opens("-----BEGIN " + label + "-----\n" + TEXT + "\n-----END " + label + "-----\n");
            opens("--- begin " + label + " ---\n" + TEXT + "\n--- end " + label + " ---");
        }

        @Test
        void inTheUrlAlphabetWithoutPadding() {
            opens(Base64.getUrlEncoder().withoutPadding().encodeToString(FILE));
        }

        @Test
        void afterAByteOrderMark() {
            opens("\uFEFF" + TEXT);
        }

        @Test
        void encodedTwice() {
            opens(Base64.getMimeEncoder().encodeToString(TEXT.getBytes(StandardCharsets.US_ASCII)));
        }

        /** As some ticket systems paste it; also in a file, where nothing but the content shows that it is base64. */
        @Test
        void withSpacesInsideOfItsLines() {
            String spaced = TEXT.replaceAll("\\s", "").replaceAll("(.{4})", "$1 ");
            opens(spaced);
            assertThat(ClientIdentity.fromBytes(spaced.getBytes(StandardCharsets.US_ASCII), secret())
                            .isNone())
                    .isFalse();
        }

        @Test
        void inAUtf16File() {
            byte[] powershell = ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE);

            assertThat(ClientIdentity.fromBytes(powershell, secret()).isNone()).isFalse();
        }

        @Test
        void asPemWithKeyAndCertificate() {
            assertThat(ClientIdentity.fromBase64(Fixtures.text("sec1.pem"), null)
                            .isNone())
                    .isFalse();
        }

        private void opens(String text) {
            assertThat(ClientIdentity.fromBase64(text, secret()).isNone()).isFalse();
        }
    }

    @Nested
    class Rejects {

        @Test
        void anInvalidCharacterWithItsPosition() {
            String text = "MIIB\r\nMI\u00E9B\r\n";

            assertThatThrownBy(() -> ClientIdentity.fromBase64(text, null))
                    .hasMessage("clientCert_x is not base64: line 2, column 3 contains U+00E9 (LATIN SMALL LETTER E"
                            + " WITH ACUTE). Copy the complete text from the original again (\"openssl base64 -in"
                            + " file.p12\"), without changing it.");
            assertReason(Reason.BAD_BASE64, () -> ClientIdentity.fromBase64(text, null));
        }

        @Test
        void escapedLineBreaksWithAHint() {
            assertThatThrownBy(() -> ClientIdentity.fromBase64("MIIB\\nMIIB", null))
                    .hasMessageContaining("U+005C (REVERSE SOLIDUS)")
                    .hasMessageContaining("replace each \\n with a real line break");
        }

        @Test
        void twoJoinedTexts() {
            assertReason(Reason.BAD_BASE64, () -> ClientIdentity.fromBase64("MIIBAA==MIIB", null));
        }

        @Test
        void paddingThatIsTooLong() {
            assertReason(Reason.BAD_BASE64, () -> ClientIdentity.fromBase64("MIIB=", null));
        }

        @Test
        void mixedAlphabets() {
            assertReason(Reason.BAD_BASE64, () -> ClientIdentity.fromBase64("MI+_", null));
        }

        @Test
        void textThatIsTruncatedAnywhere() {
            for (int length = 8; length < TEXT.length() - 2; length += 37) {
                String cut = TEXT.substring(0, length);
                assertReason(Reason.TRUNCATED, () -> ClientIdentity.fromBase64(cut, secret()));
            }
        }

        @Test
        void truncatedTextWithBothLengths() {
            String half = TEXT.substring(0, 400);

            assertThatThrownBy(() -> ClientIdentity.fromBase64(half, secret()))
                    .hasMessageContaining("it should have " + FILE.length + " bytes but has 300");
        }

        @Test
        void emptyText() {
            assertThatThrownBy(() -> ClientIdentity.fromBase64(null, null))
                    .hasMessageStartingWith("clientCert_x is empty.");
            assertThatThrownBy(() -> ClientIdentity.fromBase64(" \n", null))
                    .hasMessageStartingWith("clientCert_x is empty.");
        }

        @Test
        void theNameOfACertificateWithAHint() {
            assertThatThrownBy(() -> ClientIdentity.fromBase64("Contoso_SF", null))
                    .hasMessageContaining("belongs in clientCertName_x");
        }

        @Test
        void aCertificateWithoutItsKey() {
            String pem = Fixtures.text("pkcs8-encrypted.pem");
            String certificate = pem.substring(0, pem.indexOf("-----END") + 25);

            assertReason(Reason.NO_PRIVATE_KEY, () -> ClientIdentity.fromBase64(certificate, null));
            assertThatThrownBy(() -> ClientIdentity.fromBase64(certificate, null))
                    .hasMessageContaining("CN=Test Client")
                    .hasMessageContaining("DER input, Integer tag error");
        }

        @Test
        void aKeyWithoutItsCertificate() {
            String pem = Fixtures.text("pkcs8-encrypted.pem");
            String key = pem.substring(pem.indexOf("-----BEGIN ENCRYPTED"));

            assertReason(Reason.NO_CERTIFICATE, () -> ClientIdentity.fromBase64(key, null));
        }

        @Test
        void textThatIsTooLarge() {
            String large = "MIIB".repeat(400_000);

            assertReason(Reason.TOO_LARGE, () -> ClientIdentity.fromBase64(large, null));
        }
    }

    private static char[] secret() {
        return "secret".toCharArray();
    }
}

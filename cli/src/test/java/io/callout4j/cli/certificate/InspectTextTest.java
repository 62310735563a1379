package io.callout4j.cli.certificate;

import static io.callout4j.cli.Identities.ISSUED;
import static io.callout4j.cli.Identities.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.cli.CommandRun;
import io.callout4j.cli.Identities;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text output of {@code callout certificate inspect}. */
class InspectTextTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-03-01T00:00:00Z");
    private static final HeldCertificate CONTOSO = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF, O=Contoso").validBetween(START, END));

    @TempDir
    private Path folder;

    private String inspect(CommandRun run, HeldCertificate certificate) {
        return run.variable("PW", SECRET)
                .inspect(Identities.write(folder, "contoso.p12", certificate), "--password-env", "PW")
                .out();
    }

    @Nested
    class AnOpenedFile {

        @Test
        void showsAllDetails() {
            Inspection.Contents contents = Inspection.opened(
                            io.callout4j.identity.ClientIdentity.fromBytes(
                                    CONTOSO.toPkcs12(SECRET.toCharArray()), SECRET.toCharArray()),
                            START)
                    .contents();

            String text = inspect(new CommandRun().at(END.minus(Duration.ofDays(100))), CONTOSO);

            // Where the line breaks depends on the random serial number.
            assertThat(text.replaceAll("\n {17}", " "))
                    .isEqualTo("""
                            %s: PKCS12, entry "certificate"

                              Subject     CN=Contoso_SF,O=Contoso
                              Issuer      CN=Contoso_SF,O=Contoso
                              Valid       2026-03-01T00:00:00Z to 2027-03-01T00:00:00Z (100 days left)
                              Key         RSA 2048
                              Chain       CN=Contoso_SF,O=Contoso
                                          (self-signed, not issued by a CA)
                              Purposes    client authentication
                              Serial      %s
                              SHA-256     %s

                            info self-signed
                              The certificate is self-signed.
                              seen           subject CN=Contoso_SF,O=Contoso; serial %2$s; valid from 2026-03-01T00:00:00Z to 2027-03-01T00:00:00Z
                              on your side   Send the certificate, but never its key, to the server operator.
                              at the server  Import exactly this certificate as trusted.
                              more           callout help finding self-signed
                            """.formatted(folder.resolve("contoso.p12"), contents.serial(), contents.fingerprint()));
        }

        @Test
        void showsHowLongAgoItExpired() {
            assertThat(inspect(new CommandRun().at(END.plus(Duration.ofHours(25))), CONTOSO))
                    .contains("(expired 1 day ago)")
                    .contains("error expired");
        }

        @Test
        void showsWhenItBecomesValid() {
            assertThat(inspect(new CommandRun().at(START.minus(Duration.ofDays(3))), CONTOSO))
                    .contains("(becomes valid in 3 days)")
                    .contains("error not-yet-valid");
        }

        @Test
        void showsThatTheChainIsIncomplete() {
            assertThat(inspect(new CommandRun(), ISSUED))
                    .contains("  Chain       CN=Contoso_SF,O=Contoso\n"
                            + "              CN=Contoso Issuing\n"
                            + "              (incomplete: the next issuer is not in the file)\n")
                    .contains("warning incomplete-chain");
        }

        @Test
        void isColoredOnlyAtATerminal() {
            assertThat(inspect(new CommandRun().colored(), CONTOSO)).contains("\u001B[36minfo\u001B[");
            assertThat(inspect(new CommandRun(), CONTOSO)).doesNotContain("\u001B");
        }

        @Test
        void escapesControlCharactersInNames() {
            HeldCertificate hostile = HeldCertificate.selfSigned(CertificateProfile.client("CN=a\u001B[2Jb\u202Ec"));

            assertThat(inspect(new CommandRun(), hostile))
                    .contains("a\\u001b[2Jb\\u202ec")
                    .doesNotContain("\u001B", "\u202E");
        }
    }

    @Nested
    class Json {

        @Test
        void hasEscapesThatATerminalDoesNotInterpret() {
            HeldCertificate hostile = HeldCertificate.selfSigned(CertificateProfile.client("CN=a\u009B2Jb\u202Ec"));
            CommandRun.Result result = new CommandRun()
                    .variable("PW", SECRET)
                    .inspect(Identities.write(folder, "hostile.p12", hostile), "--password-env", "PW", "--json");

            assertThat(result.out()).contains("a\\u009b2Jb\\u202ec").doesNotContain("\u009B", "\u202E");
            assertThat(result.json().path("subject").asString()).isEqualTo("CN=a\u009B2Jb\u202Ec");
        }
    }

    @Nested
    class ARefusedFile {

        @Test
        void showsReasonAndOptions() {
            CommandRun.Result result = new CommandRun().inspect(Identities.write(folder, "contoso.p12", ISSUED));

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.out())
                    .startsWith(folder.resolve("contoso.p12") + ": rejected (wrong-password)\n\n")
                    .contains("requires a password")
                    .endsWith("On the command line, use --password-env VAR or --password-file FILE.\n");
            assertThat(result.err()).isEmpty();
        }

        @Test
        void showsNoOptionsIfNoneWouldHelp() {
            CommandRun.Result result = new CommandRun().inspect(Identities.write(folder, "x.p12", "<html>".getBytes()));

            assertThat(result.out()).contains("rejected (not-a-key-store)").doesNotContain("On the command line");
        }
    }
}

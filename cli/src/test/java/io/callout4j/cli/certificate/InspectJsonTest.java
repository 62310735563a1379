package io.callout4j.cli.certificate;

import static io.callout4j.cli.Identities.ISSUED;
import static io.callout4j.cli.Identities.SECRET;
import static io.callout4j.cli.Identities.SELF_SIGNED;
import static io.callout4j.cli.Identities.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.cli.CommandRun;
import io.callout4j.cli.Identities;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The JSON output of {@code callout certificate inspect}. */
class InspectJsonTest {

    private static final List<String> KEYS = List.of(
            "outcome",
            "reason",
            "message",
            "type",
            "alias",
            "aliases",
            "subject",
            "issuer",
            "serial",
            "notBefore",
            "notAfter",
            "keyAlgorithm",
            "keySize",
            "chain",
            "chainComplete",
            "extendedKeyUsage",
            "fingerprintSha256",
            "findings");

    @TempDir
    private Path folder;

    private static CommandRun.Result json(Object... args) {
        Object[] all = new Object[args.length + 3];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--json";
        all[args.length + 1] = "--password-env";
        all[args.length + 2] = "PW";
        return new CommandRun().variable("PW", SECRET).inspect(all);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Nested
    class AnOpenedFile {

        @Test
        void showsEverythingAboutTheLeaf() throws Exception {
            CommandRun.Result result = json(Identities.write(folder, "a.p12", ISSUED));

            JsonNode json = result.json();
            assertThat(result.code()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(json.propertyNames()).containsExactlyElementsOf(KEYS);
            assertThat(json.get("outcome").asString()).isEqualTo("opened");
            assertThat(json.get("reason").isNull()).isTrue();
            assertThat(json.get("message").isNull()).isTrue();
            assertThat(json.get("type").asString()).isEqualTo("PKCS12");
            assertThat(json.get("alias").asString()).isEqualTo("certificate");
            assertThat(texts(json.get("aliases"))).containsExactly("certificate");
            assertThat(json.get("subject").asString()).isEqualTo("CN=Contoso_SF,O=Contoso");
            assertThat(json.get("issuer").asString()).isEqualTo("CN=Contoso Issuing");
            assertThat(json.get("serial").asString())
                    .isEqualTo(ISSUED.certificate().getSerialNumber().toString(16));
            assertThat(json.get("keyAlgorithm").asString()).isEqualTo("RSA");
            assertThat(json.get("keySize").asInt()).isEqualTo(2048);
            assertThat(texts(json.get("chain"))).containsExactly("CN=Contoso_SF,O=Contoso", "CN=Contoso Issuing");
            assertThat(json.get("chainComplete").asBoolean(true)).isFalse();
            assertThat(texts(json.get("extendedKeyUsage"))).containsExactly("1.3.6.1.5.5.7.3.2");
            assertThat(json.get("fingerprintSha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(ISSUED.certificate().getEncoded())));
        }

        @Test
        void writesDatesInUtcWithoutFractions() {
            HeldCertificate certificate = HeldCertificate.selfSigned(CertificateProfile.client("CN=x")
                    .validBetween(Instant.parse("2026-01-02T03:04:00Z"), Instant.parse("2049-12-31T23:59:59Z")));

            JsonNode json = json(Identities.write(folder, "a.p12", certificate)).json();

            assertThat(json.get("notBefore").asString()).isEqualTo("2026-01-02T03:04:00Z");
            assertThat(json.get("notAfter").asString()).isEqualTo("2049-12-31T23:59:59Z");
        }

        @Test
        void isOneLineOfUtf8() {
            CommandRun.Result result = json(Identities.write(folder, "a.p12", SELF_SIGNED));

            assertThat(result.out()).endsWith("}\n").containsOnlyOnce("\n");
            assertThat(result.out()).contains("\"subject\":\"CN=J\u00F6rg \u65E5\u672C,O=Contoso\"");
        }

        @Test
        void writesAllKeysOfAFinding() {
            JsonNode json = json(Identities.write(folder, "a.p12", SELF_SIGNED)).json();

            JsonNode finding = json.get("findings").get(0);
            assertThat(finding.propertyNames())
                    .containsExactly(
                            "code", "severity", "summary", "evidence", "cause", "remedyClient", "remedyServer");
            assertThat(finding.get("code").asString()).isEqualTo("self-signed");
            assertThat(finding.get("severity").asString()).isEqualTo("info");
            assertThat(finding.get("cause").isNull()).isTrue();
        }

        @Test
        void writesNoPurposesAsAnEmptyList() {
            HeldCertificate certificate =
                    HeldCertificate.selfSigned(CertificateProfile.client("CN=x").withPurposes());

            JsonNode json = json(Identities.write(folder, "a.p12", certificate)).json();

            assertThat(json.get("extendedKeyUsage").isArray()).isTrue();
            assertThat(json.get("extendedKeyUsage").size()).isZero();
        }

        @Test
        void readsTheTextOfClientCert() {
            byte[] text = ISSUED.toClientCertText(SECRET.toCharArray()).getBytes(StandardCharsets.US_ASCII);

            JsonNode json = json(Identities.write(folder, "a.b64", text)).json();

            assertThat(json.get("type").asString()).isEqualTo("PKCS12");
            assertThat(json.get("subject").asString()).isEqualTo("CN=Contoso_SF,O=Contoso");
        }

        @Test
        void survivesALoneSurrogateInAName() {
            HeldCertificate certificate = HeldCertificate.selfSigned(CertificateProfile.client("CN=x\uD83D"));

            assertThat(json(Identities.write(folder, "a.p12", certificate)).code())
                    .isZero();
        }
    }

    @Nested
    class Keys {

        @ParameterizedTest
        @CsvSource({
            "ed25519.p12, PKCS12, Ed25519, 256",
            "ed448.p12, PKCS12, Ed448, 456",
            "rsa-pss.p12, PKCS12, RSASSA-PSS, 2048",
            "openssl-camellia.p12, PKCS12, EC, 256",
            "keytool17.p12, PKCS12, EC, 256",
            "pkcs8-encrypted.pem, PEM, EC, 256"
        })
        void namesAlgorithmAndSize(String file, String type, String algorithm, int bits) {
            JsonNode json = new CommandRun()
                    .variable("PW", "secret")
                    .inspect(fixture(file), "--password-env", "PW", "--json")
                    .json();

            assertThat(json.get("type").asString()).isEqualTo(type);
            assertThat(json.get("keyAlgorithm").asString()).isEqualTo(algorithm);
            assertThat(json.get("keySize").asInt()).isEqualTo(bits);
        }
    }

    @Nested
    class ARefusedFile {

        @Test
        void hasEveryKeyWithNullForUnknownValues() {
            CommandRun.Result result = new CommandRun().inspect(Identities.write(folder, "a.p12", ISSUED), "--json");

            JsonNode json = result.json();
            assertThat(result.code()).isEqualTo(3);
            assertThat(json.propertyNames()).containsExactlyElementsOf(KEYS);
            assertThat(json.get("outcome").asString()).isEqualTo("refused");
            assertThat(json.get("reason").asString()).isEqualTo("wrong-password");
            assertThat(json.get("message").asString()).contains("a.p12").contains("requires a password");
            assertThat(json.get("findings").isArray()).isTrue();
            assertThat(json.propertyStream()
                            .filter(property -> property.getValue().isNull())
                            .map(property -> property.getKey()))
                    .containsExactlyElementsOf(KEYS.subList(3, KEYS.size() - 1));
        }

        @Test
        void exitsWith3DespiteStrict() {
            assertThat(json(Identities.write(folder, "a.p12", new byte[100]), "--strict")
                            .code())
                    .isEqualTo(3);
        }

        @Test
        void showsNoPasswordAndLeavesTheFileUnchanged() throws Exception {
            byte[] p12 = ISSUED.toPkcs12("other".toCharArray());
            CommandRun.Result result = json(Identities.write(folder, "a.p12", p12));

            assertThat(result.json().get("reason").asString()).isEqualTo("wrong-password");
            assertThat(result.out() + result.err()).doesNotContain(SECRET, "other");
            assertThat(Files.readAllBytes(folder.resolve("a.p12"))).isEqualTo(p12);
        }
    }

    @Nested
    class Strict {

        private final Instant afterExpiry = Instant.now().plusSeconds(400L * 24 * 3600);

        @Test
        void exitsWith8OnAnErrorFinding() {
            Path file = Identities.write(folder, "a.p12", ISSUED);

            CommandRun.Result result = new CommandRun()
                    .at(afterExpiry)
                    .variable("PW", SECRET)
                    .inspect(file, "--password-env", "PW", "--strict", "--json");

            assertThat(result.code()).isEqualTo(8);
            assertThat(result.json().get("outcome").asString()).isEqualTo("opened");
            assertThat(result.json().get("findings").get(0).get("code").asString())
                    .isEqualTo("expired");
        }

        @Test
        void exitsWith0OnWarnings() {
            CommandRun.Result result = json(Identities.write(folder, "a.p12", ISSUED), "--strict");

            assertThat(result.json().get("findings").get(0).get("severity").asString())
                    .isEqualTo("warning");
            assertThat(result.code()).isZero();
        }

        @Test
        void isNotTheDefault() {
            Path file = Identities.write(folder, "a.p12", ISSUED);

            CommandRun.Result result =
                    new CommandRun().at(afterExpiry).variable("PW", SECRET).inspect(file, "--password-env", "PW");

            assertThat(result.code()).isZero();
        }
    }

    @Nested
    class AFileWithSeveralEntries {

        private CommandRun.Result inspect(Object... args) {
            Object[] all = new Object[args.length + 3];
            System.arraycopy(args, 0, all, 0, args.length);
            all[args.length] = "--json";
            all[args.length + 1] = "--password-env";
            all[args.length + 2] = "PW";
            return new CommandRun().variable("PW", "secret").inspect(all);
        }

        @Test
        void isRefusedWithoutAnAlias() {
            CommandRun.Result result = inspect(fixture("keytool17-two-keys.p12"));

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.json().get("reason").asString()).isEqualTo("several-keys");
        }

        @Test
        void opensTheEntryNamedByTheOption() {
            List<String> aliases = names();

            JsonNode json = inspect(fixture("keytool17-two-keys.p12"), "--alias", aliases.get(1))
                    .json();

            assertThat(json.get("alias").asString()).isEqualTo(aliases.get(1));
            assertThat(texts(json.get("aliases"))).isEqualTo(aliases);
        }

        @Test
        void opensTheEntryNamedAfterTheLastHash() {
            String alias = names().get(1);

            JsonNode json =
                    inspect(fixture("keytool17-two-keys.p12") + "#" + alias).json();

            assertThat(json.get("alias").asString()).isEqualTo(alias);
        }

        @Test
        void doesNotSplitTheNameOfAnExistingFile() throws Exception {
            Path file = folder.resolve("store#one.p12");
            Files.copy(fixture("keytool17.p12"), file);
            Files.copy(fixture("keytool17-two-keys.p12"), folder.resolve("store"));

            assertThat(inspect(file).json().get("outcome").asString()).isEqualTo("opened");
            assertThat(inspect(file + "#client").json().get("alias").asString()).isEqualTo("client");
        }

        @Test
        void rejectsTwoAliases() {
            CommandRun.Result result = inspect(fixture("keytool17-two-keys.p12") + "#one", "--alias", "two");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("named twice");
        }

        private List<String> names() {
            String message = inspect(fixture("keytool17-two-keys.p12"))
                    .json()
                    .get("message")
                    .asString();
            return List.of(message.replaceFirst(".* private keys: ([^.]*)\\..*", "$1")
                    .replace("\"", "")
                    .split(", "));
        }
    }
}

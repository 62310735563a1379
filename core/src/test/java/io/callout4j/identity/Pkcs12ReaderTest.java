package io.callout4j.identity;

import static io.callout4j.identity.ToolFilesTest.assertKeyFits;
import static io.callout4j.identity.ToolFilesTest.assertReason;
import static io.callout4j.identity.ToolFilesTest.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.ClientCertificateException.Reason;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBMac1CalculatorBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PKCS#12 files created part by part, with features that no single tool offers. */
class Pkcs12ReaderTest {

    private static final char[] PASSWORD = Pkcs12Files.PASSWORD;
    private final Certificates.Holder client = Certificates.named("Client").build();

    static Stream<Arguments> schemes() {
        return Stream.of(
                        NISTObjectIdentifiers.id_aes128_CBC,
                        NISTObjectIdentifiers.id_aes192_CBC,
                        NISTObjectIdentifiers.id_aes256_CBC)
                .flatMap(cipher -> Stream.of(
                                PKCSObjectIdentifiers.id_hmacWithSHA1,
                                PKCSObjectIdentifiers.id_hmacWithSHA224,
                                PKCSObjectIdentifiers.id_hmacWithSHA256,
                                PKCSObjectIdentifiers.id_hmacWithSHA384,
                                PKCSObjectIdentifiers.id_hmacWithSHA512)
                        .map(prf -> Arguments.of(cipher, prf)));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void opensEveryPbes2Scheme(ASN1ObjectIdentifier cipher, ASN1ObjectIdentifier prf) throws Exception {
        byte[] file = new Pkcs12Files()
                .scheme(cipher, prf)
                .key(client, "client")
                .certificates(client.certificate())
                .build();

        assertKeyFits(ClientIdentity.fromBytes(file, PASSWORD));
    }

    static Stream<ASN1ObjectIdentifier> oldSchemes() {
        return Stream.of(
                PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC4,
                PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC4,
                PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC,
                PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC,
                PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC);
    }

    @ParameterizedTest
    @MethodSource("oldSchemes")
    void opensEverySchemeOfPkcs12(ASN1ObjectIdentifier scheme) throws Exception {
        byte[] file = new Pkcs12Files()
                .scheme(scheme, PKCSObjectIdentifiers.id_hmacWithSHA1)
                .key(client, "client")
                .certificates(client.certificate())
                .build();

        assertKeyFits(ClientIdentity.fromBytes(file, PASSWORD));
    }

    @Nested
    class WithPbmac1 {

        @Test
        void opens() throws Exception {
            assertKeyFits(ClientIdentity.fromBytes(file(32), PASSWORD));
        }

        @Test
        void reportsAWrongPassword() throws Exception {
            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file(32), "wrong".toCharArray()));
        }

        private byte[] file(int keyLength) throws java.io.IOException {
            var prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
            var kdf = new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(new byte[16], 2048, keyLength, prf));
            return new Pkcs12Files()
                    .key(client, "client")
                    .certificates(client.certificate())
                    .build(new BcPKCS12PBMac1CalculatorBuilder(new PBMAC1Params(kdf, prf)), PASSWORD);
        }
    }

    @Nested
    class WithAWrongPassword {

        private final byte[] file = new Pkcs12Files()
                .key(client, "client")
                .certificates(client.certificate())
                .build();

        @Test
        void reportsIt() {
            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, "Secret".toCharArray()));
        }

        @Test
        void reportsThatAPasswordIsRequired() {
            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, null))
                    .hasMessageContaining("requires a password, but none was supplied");
        }

        @Test
        void reportsATrailingLineBreak() {
            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, "secret\n".toCharArray()))
                    .hasMessageContaining("has an extra leading or trailing space or line break");
        }

        @Test
        void reportsItWithoutAMac() {
            byte[] noMac = Fixtures.bytes("openssl-nomac.p12");

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(noMac, "wrong".toCharArray()));
        }

        @Test
        void distinguishesTheKeyPasswordFromTheStorePassword() {
            byte[] two = new Pkcs12Files()
                    .key(client, "client", "other".toCharArray())
                    .certificates(client.certificate())
                    .build();

            assertReason(Reason.WRONG_KEY_PASSWORD, () -> ClientIdentity.fromBytes(two, PASSWORD));
        }
    }

    @Nested
    class WithOnePasswordForTheMacAndAnotherForTheContent {

        private final byte[] file = new Pkcs12Files()
                .key(client, "client")
                .certificates(client.certificate())
                .build(new BcPKCS12MacCalculatorBuilder(), "mac".toCharArray());
        private final KeyStoreEntry entry = KeyStoreEntry.ofBytes(file, "x.p12", "mac".toCharArray());

        @Test
        void requestsTheOtherPassword() {
            assertReason(Reason.WRONG_KEY_PASSWORD, entry::load);
        }

        @Test
        void opensWithBoth() throws Exception {
            assertKeyFits(entry.withKeyPassword(PASSWORD).load());
        }
    }

    @Nested
    class WithoutAPassword {

        @Test
        void reportsThatNoPasswordIsNeeded() {
            byte[] file = Fixtures.bytes("openssl-empty.p12");

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file, PASSWORD));
            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, PASSWORD))
                    .hasMessageEndingWith("Omit the password.");
        }
    }

    @Nested
    class Chains {

        private final Certificates.Holder root = Certificates.root("Root");
        private final Certificates.Holder intermediate =
                Certificates.named("Intermediate").ca().issuer(root).build();
        private final Certificates.Holder leaf = Certificates.leaf("Leaf", intermediate);

        @Test
        void areSentInOrderWithoutTheRootWhateverTheirOrderInTheFile() {
            ClientIdentity identity = open(root, leaf, intermediate);

            assertThat(subjects(identity)).containsExactly("CN=Leaf", "CN=Intermediate");
            assertThat(identity.chainComplete()).isTrue();
            assertThat(identity.source().unrelatedCertificates()).isEmpty();
        }

        @Test
        void omitUnrelatedCertificates() {
            ClientIdentity identity = open(leaf, Certificates.root("Stranger"), intermediate, root);

            assertThat(subjects(identity)).containsExactly("CN=Leaf", "CN=Intermediate");
            assertThat(identity.source().unrelatedCertificates()).containsExactly("CN=Stranger");
        }

        @Test
        void distinguishIssuersWithTheSameNameByTheirSignatures() {
            Certificates.Holder namesake = Certificates.named("Intermediate")
                    .ca()
                    .issuer(root)
                    .daysLeft(4000)
                    .build();

            ClientIdentity identity = open(namesake, leaf, root, intermediate);

            assertThat(identity.chain()).containsExactly(leaf.certificate(), intermediate.certificate());
        }

        @Test
        void areIncompleteWithoutTheIntermediate() {
            ClientIdentity identity = open(leaf, root);

            assertThat(subjects(identity)).containsExactly("CN=Leaf");
            assertThat(identity.chainComplete()).isFalse();
        }

        private ClientIdentity open(Certificates.Holder... holders) {
            byte[] file = new Pkcs12Files()
                    .key(leaf, "leaf")
                    .certificates(Stream.of(holders)
                            .map(Certificates.Holder::certificate)
                            .toArray(java.security.cert.X509Certificate[]::new))
                    .build();
            return ClientIdentity.fromBytes(file, PASSWORD);
        }
    }

    @Nested
    class WithSeveralKeys {

        private final Certificates.Holder other = Certificates.named("Other").build();

        @Test
        void rejectsTheFileAndListsThem() {
            byte[] file = both(client.certificate(), other.certificate());

            assertThatThrownBy(() -> ClientIdentity.fromBytes(file, PASSWORD))
                    .hasMessageContaining("has 2 private keys: first, second");
            assertReason(Reason.SEVERAL_KEYS, () -> ClientIdentity.fromBytes(file, PASSWORD));
        }

        @Test
        void usesTheOneWithTheAlias() {
            ClientIdentity identity = KeyStoreEntry.ofBytes(
                            both(client.certificate(), other.certificate()), "x.p12", PASSWORD)
                    .withAlias("second")
                    .load();

            assertThat(subjects(identity)).containsExactly("CN=Other");
            assertThat(identity.source().aliases()).containsExactly("first", "second");
        }

        @Test
        void usesTheOnlyOneWithACertificate() {
            assertThat(subjects(ClientIdentity.fromBytes(both(other.certificate()), PASSWORD)))
                    .containsExactly("CN=Other");
        }

        @Test
        void listsTheNamesIfTheAliasIsUnknown() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(
                            both(client.certificate(), other.certificate()), "x.p12", PASSWORD)
                    .withAlias("third");

            assertReason(Reason.NO_SUCH_ALIAS, entry::load);
            assertThatThrownBy(entry::load)
                    .hasMessageContaining("x.p12 has no entry named \"third\"")
                    .hasMessageContaining("first, second");
        }

        private byte[] both(java.security.cert.X509Certificate... certificates) {
            return new Pkcs12Files()
                    .key(client, "first")
                    .key(other, "second")
                    .certificates(certificates)
                    .build();
        }
    }

    @Test
    void rejectsAKeyThatBelongsToAnotherCertificate() {
        byte[] file = new Pkcs12Files()
                .key(client, "client")
                .certificates(Certificates.named("Stranger").build().certificate())
                .build();

        assertReason(Reason.KEY_MISMATCH, () -> ClientIdentity.fromBytes(file, PASSWORD));
    }

    @Test
    void reportsWhatIsMissing() {
        byte[] noKey = new Pkcs12Files().certificates(client.certificate()).build();
        byte[] noCertificate = new Pkcs12Files().key(client, "client").build();

        assertReason(Reason.NO_PRIVATE_KEY, () -> ClientIdentity.fromBytes(noKey, PASSWORD));
        assertReason(Reason.NO_CERTIFICATE, () -> ClientIdentity.fromBytes(noCertificate, PASSWORD));
    }

    @Nested
    class WithTooMuchWork {

        @Test
        void addsUpTheWholeFileBeforeAnyWorkIsDone() {
            byte[] file = new Pkcs12Files()
                    .iterations(2000)
                    .key(client, "client")
                    .certificates(client.certificate())
                    .build();
            IdentityLimits justEnough = IdentityLimits.DEFAULT.withMaxIterations(6000);

            assertThat(ClientIdentity.fromBytes(file, PASSWORD, justEnough).isNone())
                    .isFalse();
            // Even with a wrong password, because the iterations are counted first.
            assertReason(
                    Reason.TOO_MANY_ITERATIONS,
                    () -> ClientIdentity.fromBytes(
                            file, "wrong".toCharArray(), IdentityLimits.DEFAULT.withMaxIterations(5999)));
        }
    }

    @Nested
    class Secrets {

        @Test
        void areInNoMessage() {
            byte[] file = new Pkcs12Files()
                    .key(client, "client")
                    .certificates(client.certificate())
                    .build();
            java.io.StringWriter trace = new java.io.StringWriter();
            try {
                ClientIdentity.fromBytes(file, "Tr0ub4dor&3".toCharArray());
            } catch (io.callout4j.error.ClientCertificateException e) {
                e.printStackTrace(new java.io.PrintWriter(trace));
            }

            assertThat(trace.toString()).contains("does not open").doesNotContain("Tr0ub4dor&3");
            assertThat(ClientIdentity.fromBytes(file, PASSWORD)).hasToString("client identity CN=Client");
        }
    }
}

package io.callout4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.certificates.CertificateProfile.Purpose;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.Finding;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateStoreTest {

    private static final char[] PASSWORD = "p\u00E4ssword".toCharArray();
    private static final CertificateAuthority ROOT = CertificateAuthority.root(profile("CN=Root"));
    private static final CertificateAuthority ISSUING = ROOT.intermediate("CN=Issuing");

    @TempDir
    private Path folder;

    private Path file;
    private CertificateStore store;

    @BeforeEach
    void empty() {
        file = folder.resolve("identities.p12");
        store = CertificateStore.at(file, PASSWORD);
    }

    private static CertificateProfile profile(String subject) {
        return CertificateProfile.client(subject).withKey(KeyKind.EC_P256);
    }

    private StoredCertificate selfSigned(String name) {
        return store.createSelfSigned(NewEntry.named(name), profile("CN=" + name));
    }

    private CertificateRequest request(String name) {
        return store.createRequest(NewEntry.named(name), profile("CN=" + name + ", O=Contoso"));
    }

    private static List<X509Certificate> signed(CertificateRequest request) {
        return ISSUING.sign(request, CertificateProfile.forRequest(request, Purpose.CLIENT_AUTH));
    }

    private static List<String> subjects(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    @Nested
    class AStoreThatDoesNotExistYet {

        @Test
        void isCreatedWithTheFirstCertificate() {
            StoredCertificate made = selfSigned("Contoso_SF");

            assertThat(made.name()).isEqualTo("Contoso_SF");
            assertThat(made.missingIssuer()).isNull();
            assertThat(KeyStoreEntry.of(file, PASSWORD).load().certificate()).isEqualTo(made.certificate());
        }

        @Test
        void isReadableOnlyForItsOwner() throws Exception {
            selfSigned("Contoso_SF");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }

        @Test
        void isReportedWhenItIsRead() {
            assertThatThrownBy(store::list)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessage("The key store " + file
                            + " does not exist. Check the path. To create the key store, create or import a"
                            + " certificate.");
        }

        @Test
        void isNotCreatedWithoutAPassword() {
            assertThatThrownBy(() -> CertificateStore.at(file, new char[0])
                            .createSelfSigned(NewEntry.named("Contoso_SF"), profile("CN=Contoso_SF")))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("requires a password");
            assertThat(file).doesNotExist();
        }

        @Test
        void isReportedIfItsFolderDoesNotExist() {
            CertificateStore lost = CertificateStore.at(folder.resolve("no/such.p12"), PASSWORD);

            assertThatThrownBy(() -> lost.createSelfSigned(NewEntry.named("A"), profile("CN=A")))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("Check that the folder exists");
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @ValueSource(strings = {"A", "Contoso_SF", "a1_b2_C3", "Contoso2027"})
        void followSalesforcesRule(String name) {
            assertThat(NewEntry.named(name).label()).isEqualTo(name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1A", "_A", "A_", "A__B", "A-B", "A B", "\u00C4", "A\n"})
        void thatViolateTheRuleAreRejected(String name) {
            assertThatThrownBy(() -> NewEntry.named(name))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageStartingWith(
                            "\"" + name.replace("\n", "\\u000a") + "\" is not a valid certificate name");
        }

        @Test
        void areCaseInsensitive() {
            X509Certificate first = selfSigned("Contoso_SF").certificate();

            assertThatThrownBy(() -> selfSigned("contoso_sf"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("already exists in");
            assertThat(store.get("CONTOSO_SF").certificate()).isEqualTo(first);
        }

        @Test
        void areReplacedOnRequest() {
            X509Certificate first = selfSigned("Contoso_SF").certificate();
            selfSigned("Other");
            StoredCertificate second =
                    store.createSelfSigned(NewEntry.named("Contoso_SF").replacing(), profile("CN=Contoso_SF"));

            assertThat(second.certificate()).isNotEqualTo(first);
            assertThat(store.list()).extracting(StoredCertificate::name).containsExactly("Contoso_SF", "Other");
        }

        @Test
        void thatAreUnknownAreReportedWithTheKnownOnes() {
            selfSigned("Two");
            selfSigned("One");

            assertThatThrownBy(() -> store.get("Three"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessage("No certificate named \"Three\" in " + file + ". Known names: One, Two.");
        }
    }

    @Nested
    class LabelsAndMarks {

        @Test
        void surviveOtherChanges() {
            store.createSelfSigned(
                    NewEntry.named("A").withLabel("Contoso \u2014 J\u00F6rg").notExportable(), profile("CN=A"));
            selfSigned("B");

            assertThat(store.get("A").label()).isEqualTo("Contoso \u2014 J\u00F6rg");
            assertThat(store.get("A").isExportable()).isFalse();
            assertThat(store.get("B").isExportable()).isTrue();
        }

        @Test
        void canBeChangedLater() {
            selfSigned("A");
            store.label("a", "Other");
            StoredCertificate marked = store.markNotExportable("A");

            assertThat(marked.label()).isEqualTo("Other");
            assertThatThrownBy(() -> store.export("A"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("not exportable");
            assertThat(marked.toCertificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
        }
    }

    @Nested
    class TheSignedCertificate {

        @Test
        void completesTheEntryWhateverTheOrderOfItsChain() {
            List<X509Certificate> chain = new ArrayList<>(signed(request("A")));
            Collections.reverse(chain);
            chain.add(1, CertificateAuthority.root(profile("CN=Unrelated")).certificate());
            StoredCertificate signed = store.importSigned("A", chain);

            assertThat(subjects(signed.chain())).containsExactly("CN=A,O=Contoso", "CN=Issuing", "CN=Root");
            assertThat(signed.missingIssuer()).isNull();
            assertThat(signed.isAwaitingSignature()).isFalse();
            assertThat(store.export("A").chain()).as("what is sent").hasSize(2);
            assertThat(KeyStoreEntry.of(file, PASSWORD).load().chainComplete()).isTrue();
        }

        @Test
        void reportsTheMissingIssuer() {
            StoredCertificate signed =
                    store.importSigned("A", signed(request("A")).subList(0, 1));

            assertThat(signed.missingIssuer()).isEqualTo("CN=Issuing");
        }

        @Test
        void acceptsTheMissingIssuersLater() {
            store.importSigned("A", signed(request("A")).subList(0, 1));
            StoredCertificate whole = store.importSigned("A", ISSUING.path());

            assertThat(whole.missingIssuer()).isNull();
            assertThat(subjects(whole.chain())).containsExactly("CN=A,O=Contoso", "CN=Issuing", "CN=Root");
        }

        @Test
        void renewsAnEntryThatKeepsItsKey() {
            X509Certificate first =
                    store.importSigned("A", signed(request("A"))).certificate();
            StoredCertificate renewed = store.importSigned("A", signed(store.request("A")));

            assertThat(renewed.certificate()).isNotEqualTo(first);
            assertThat(renewed.missingIssuer()).isNull();
            assertThat(renewed.chain()).doesNotContain(first);
        }

        @Test
        void ofAnotherEntryIsRejectedWithTheNameOfThatEntry() {
            request("A");
            List<X509Certificate> other = signed(request("B"));

            assertThatThrownBy(() -> store.importSigned("A", other))
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageContaining("belongs to the key of A.")
                    .hasMessageContaining("It belongs to the entry B.");
            assertThat(store.get("A").isAwaitingSignature()).isTrue();
        }

        @Test
        void isMissingIfThereAreOnlyCaCertificates() {
            request("A");

            assertThatThrownBy(() -> store.importSigned("A", ISSUING.path()))
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageContaining("the one that was issued to you is missing");
        }

        @Test
        void isNotTheTemporaryOne() {
            request("A");
            X509Certificate standIn = store.get("A").certificate();

            assertThatThrownBy(() -> store.importSigned("A", List.of(standIn)))
                    .isInstanceOf(ClientCertificateException.class);
            assertThat(store.importSigned(
                                    "A",
                                    List.of(standIn, signed(store.request("A")).get(0)))
                            .missingIssuer())
                    .isEqualTo("CN=Issuing");
        }

        @Test
        void isMissingIfThereAreNoCertificates() {
            request("A");

            assertThatThrownBy(() -> store.importSigned("A", List.of()))
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageStartingWith("No certificate was supplied for A.");
        }
    }

    @Nested
    class Deleting {

        @Test
        void removesOneEntry() {
            selfSigned("A");
            selfSigned("B");

            assertThat(store.delete("a").name()).isEqualTo("A");
            assertThat(store.list()).extracting(StoredCertificate::name).containsExactly("B");
        }

        @Test
        void canLeaveAnEmptyStore() {
            selfSigned("A");
            store.delete("A");

            assertThat(store.list()).isEmpty();
            assertThat(selfSigned("B").name()).isEqualTo("B");
        }
    }

    @Nested
    class AStoreFromAnotherProgram {

        @Test
        void isNotChangedIfContentWouldBeLost() throws Exception {
            var jdk = KeyStore.getInstance("PKCS12");
            jdk.load(null, null);
            jdk.setCertificateEntry("partner", ROOT.certificate());
            try (var out = Files.newOutputStream(file)) {
                jdk.store(out, "secret".toCharArray());
            }
            byte[] before = Files.readAllBytes(file);

            assertThatThrownBy(() -> CertificateStore.at(file, "secret".toCharArray())
                            .createSelfSigned(NewEntry.named("A"), profile("CN=A")))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("the certificate CN=Root");
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }

        @Test
        void inAnotherFormatIsReported() throws Exception {
            Files.write(
                    file,
                    HeldCertificate.selfSigned(CertificateProfile.client("CN=A"))
                            .withName("A")
                            .toSalesforceJks("secret".toCharArray()));

            assertThatThrownBy(() ->
                            CertificateStore.at(file, "secret".toCharArray()).list())
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("is not a PKCS#12 key store but JKS");
        }

        @Test
        void isNotOpenedWithAWrongPassword() {
            selfSigned("A");

            assertThatThrownBy(() -> CertificateStore.at(file, "other".toCharArray())
                            .createSelfSigned(NewEntry.named("B"), profile("CN=B")))
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageContaining("The password does not open " + file);
        }

        @Test
        void isChangedThroughASymbolicLink() throws Exception {
            selfSigned("A");
            Path link = Files.createSymbolicLink(folder.resolve("link.p12"), file);
            CertificateStore.at(link, PASSWORD).createSelfSigned(NewEntry.named("B"), profile("CN=B"));

            assertThat(link).isSymbolicLink();
            assertThat(store.list()).extracting(StoredCertificate::name).containsExactly("A", "B");
        }

        @Test
        void remainsReadableForItsGroup() throws Exception {
            selfSigned("A");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            selfSigned("B");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r-----");

            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            selfSigned("C");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("a file that all can read was left so by a tool")
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aCertificateWithTwoNamesIsKeptUnderBoth() {
        HeldCertificate held = HeldCertificate.selfSigned(profile("CN=A"));
        KeyStoreEntry source = KeyStoreEntry.ofBytes(held.toPkcs12(PASSWORD), "held", PASSWORD);
        store.importIdentity(NewEntry.named("One"), source);
        store.importIdentity(NewEntry.named("Two"), source);

        assertThat(store.list()).extracting(StoredCertificate::name).containsExactly("One", "Two");
        assertThat(store.get("Two").certificate()).isEqualTo(held.certificate());
    }

    @Test
    void findingsAreThoseOfTheIdentity() {
        StoredCertificate made = selfSigned("A");

        assertThat(made.findings(Instant.now())).extracting(Finding::code).containsExactly("self-signed");
        assertThat(made.findings(Instant.now().plus(Duration.ofDays(400))))
                .extracting(Finding::code)
                .contains("expired");
    }

    @Test
    void nothingSecretIsShown() {
        StoredCertificate made = selfSigned("A");

        assertThat(store.toString() + made + NewEntry.named("A") + store.export("A") + made.entry())
                .doesNotContain(new String(PASSWORD))
                .doesNotContain("PRIVATE");
    }
}

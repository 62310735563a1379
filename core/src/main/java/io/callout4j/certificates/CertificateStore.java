package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Certificate and Key Management, as Salesforce's page of that name has it, over one key-store file.
 *
 * <pre>{@code
 * CertificateStore store = CertificateStore.at(Path.of("identities.p12"), password);
 * store.createSelfSigned(NewEntry.named("Contoso_SF"), CertificateProfile.client("CN=Contoso_SF, O=Contoso"));
 *
 * CertificateRequest request = store.createRequest(
 *         NewEntry.named("Contoso_SF_PCA"), CertificateProfile.client("CN=Contoso_SF_PCA, O=Contoso"));
 * Files.writeString(Path.of("Contoso_SF_PCA.csr"), request.toPem());
 * store.importSigned("Contoso_SF_PCA", KeyStoreEntry.of(Path.of("signed.p7b"), null).certificates());
 *
 * Callouts callouts = Callouts.builder().certificates(Path.of("identities.p12"), password).build();
 * }</pre>
 *
 * <p>The file is PKCS#12 with current algorithms, which keytool and OpenSSL read as well; the names of its entries are their aliases, and
 * what goes into {@code clientCertName_x}. Each change is written completely or not at all, one at a time among all
 * processes that use this class: a lock lies on the file {@code .NAME.lock} beside it, which stays there. A second writer waits, up to 20
 * seconds, and then changes what the first one left. Nothing is kept in memory between calls but the password.
 *
 * <p>Safe to share. Methods throw {@link io.callout4j.error.ClientCertificateException} where the file cannot be opened, and
 * {@link CalloutConfigurationException} where it is absent, cannot be written, or the change is refused; nothing was changed then.
 */
public final class CertificateStore {

    private final StoreFile file;

    private CertificateStore(StoreFile file) {
        this.file = file;
    }

    /**
     * The store in a file, which need not exist yet.
     *
     * @param path the file; a symbolic link is followed
     * @param password what opens it, copied; null only to look into a store without one
     * @return the store
     */
    public static CertificateStore at(Path path, char @Nullable [] password) {
        return new CertificateStore(new StoreFile(path, password == null ? null : password.clone()));
    }

    /**
     * All entries.
     *
     * @return an unmodifiable list, in the order of the file
     * @throws CalloutConfigurationException where there is no such file
     */
    public List<StoredCertificate> list() {
        return file.read();
    }

    /**
     * One entry.
     *
     * @param name its unique name, in upper or lower case
     * @return the entry
     * @throws CalloutConfigurationException where there is none of that name; the message lists those there are
     */
    public StoredCertificate get(String name) {
        return named(name, file.read());
    }

    /**
     * Makes a key and a certificate that the key itself signs.
     *
     * @param entry how it is to be called
     * @param profile what the certificate is to hold
     * @return the new entry
     */
    public StoredCertificate createSelfSigned(NewEntry entry, CertificateProfile profile) {
        return add(entry, selfSigned(entry, profile));
    }

    /**
     * Makes a key and a request for a certificate, to be sent to an authority. Until {@link #importSigned}, a self-signed certificate
     * stands in for the one to come.
     *
     * @param entry how it is to be called
     * @param profile what the certificate is to hold; for how long it is valid is the authority's to say
     * @return the request
     */
    public CertificateRequest createRequest(NewEntry entry, CertificateProfile profile) {
        KeptEntry made = selfSigned(entry, profile).awaiting();
        add(entry, made);
        return CertificateRequest.like(made.certificates().get(0), made.privateKey());
    }

    /**
     * A request for the key of an entry: once more where the first was lost, or to renew a certificate and keep its key.
     *
     * @param name the entry
     * @return the request, for the same subject and names as its certificate
     */
    public CertificateRequest request(String name) {
        KeptEntry kept = get(name).kept();
        return CertificateRequest.like(kept.certificates().get(0), kept.privateKey());
    }

    /**
     * Takes in what an authority has signed.
     *
     * @param name the entry whose request was signed
     * @param certificates the certificate and its chain, in any order, with or without the root; what belongs to neither is left out
     * @return the entry; {@link StoredCertificate#missingIssuer()} tells where its chain is not complete
     * @throws io.callout4j.error.ClientCertificateException where none of them belongs to the entry's key or chain
     */
    public StoredCertificate importSigned(String name, List<X509Certificate> certificates) {
        return change(name, entries -> {
            KeptEntry before = kept(name, entries);
            return replaced(entries, before.name(), SignedChain.of(before, certificates, entries));
        });
    }

    /**
     * Takes in a key and its certificate from a file of any format that identities are read from.
     *
     * @param entry how it is to be called
     * @param source where they are
     * @return the new entry
     */
    public StoredCertificate importIdentity(NewEntry entry, KeyStoreEntry source) {
        ClientIdentity stored = source.load();
        return add(entry, KeptEntry.of(entry, Chains.key(stored), Chains.withRoot(stored)));
    }

    /**
     * Gives an entry with its key away, to be written in one of the formats of {@link HeldCertificate}.
     *
     * @param name the entry
     * @return certificate, chain, root where it is known, and key
     * @throws CalloutConfigurationException where it is not exportable, or awaits its signed certificate
     */
    public HeldCertificate export(String name) {
        StoredCertificate entry = get(name);
        if (!entry.isExportable()) {
            throw new CalloutConfigurationException("The key of " + entry.name()
                    + " was made not exportable. Its certificate can be had without the key; where the key is really needed"
                    + " elsewhere, make another certificate.");
        }
        if (entry.isAwaitingSignature()) {
            throw new CalloutConfigurationException(
                    entry.name() + " still awaits its signed certificate; what stands in for it is"
                            + " taken by no server. Take in what the authority signed first (importSigned, callout certificate"
                            + " import-signed).");
        }
        ClientIdentity identity = entry.toIdentity();
        return new HeldCertificate(entry.name(), entry.kept().privateKey(), identity.chain(), identity.root());
    }

    /**
     * Gives an entry another label.
     *
     * @param name the entry
     * @param label what people are to call it
     * @return the entry
     */
    public StoredCertificate label(String name, String label) {
        return change(
                name, entries -> replaced(entries, name, kept(name, entries).labelled(label)));
    }

    /**
     * Makes the key of an entry not exportable ({@link NewEntry#notExportable}), which no method takes back.
     *
     * @param name the entry
     * @return the entry
     */
    public StoredCertificate markNotExportable(String name) {
        return change(
                name, entries -> replaced(entries, name, kept(name, entries).notExportable()));
    }

    /**
     * Deletes an entry with its key, which nobody can bring back.
     *
     * @param name the entry
     * @return what it was
     */
    public StoredCertificate delete(String name) {
        StoredCertificate before = get(name);
        file.change(entries -> {
            KeptEntry gone = kept(name, entries);
            return entries.stream().filter(each -> !each.equals(gone)).toList();
        });
        return before;
    }

    private static KeptEntry selfSigned(NewEntry entry, CertificateProfile profile) {
        HeldCertificate held = HeldCertificate.selfSigned(profile);
        return KeptEntry.of(entry, held.privateKey(), held.chain());
    }

    private StoredCertificate add(NewEntry entry, KeptEntry made) {
        return change(entry.name(), entries -> {
            boolean taken = entries.stream().anyMatch(each -> each.name().equalsIgnoreCase(entry.name()));
            if (taken && !entry.replaces()) {
                throw new CalloutConfigurationException("There is a certificate named " + entry.name() + " in "
                        + file.path().toAbsolutePath()
                        + " already, and it is not replaced: its key would be lost. Take another"
                        + " name, or say that it is to be replaced.");
            }
            if (taken) {
                return replaced(entries, entry.name(), made);
            }
            entries.add(made);
            return entries;
        });
    }

    private StoredCertificate change(String name, UnaryOperator<List<KeptEntry>> change) {
        return named(name, file.change(change));
    }

    private static List<KeptEntry> replaced(List<KeptEntry> entries, String name, KeptEntry by) {
        return entries.stream()
                .map(each -> each.name().equalsIgnoreCase(name) ? by : each)
                .toList();
    }

    private KeptEntry kept(String name, List<KeptEntry> entries) {
        return entries.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        unknown(name, entries.stream().map(KeptEntry::name).toList()));
    }

    private StoredCertificate named(String name, List<StoredCertificate> entries) {
        return entries.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        name, entries.stream().map(StoredCertificate::name).toList()));
    }

    private CalloutConfigurationException unknown(String name, List<String> names) {
        return new CalloutConfigurationException("There is no certificate named \"" + name + "\" in "
                + file.path().toAbsolutePath() + ". There "
                + (names.isEmpty()
                        ? "are none at all"
                        : "are: " + names.stream().sorted().collect(Collectors.joining(", ")))
                + ".");
    }

    /** Names the file, never the password. */
    @Override
    public String toString() {
        return "certificates in " + file;
    }
}

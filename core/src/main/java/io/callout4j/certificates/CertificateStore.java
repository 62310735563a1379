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
 * Certificate and Key Management, like the Salesforce page of that name, for one key store file.
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
 * <p>The file is PKCS#12 with current algorithms, which keytool and OpenSSL read as well. The names of its entries are their aliases, and
 * the values for {@code clientCertName_x}. Each change is written completely or not at all. All processes that use this class write one at
 * a time: they lock the file {@code .NAME.lock} in the same folder, which is not deleted. A second writer waits up to 20 seconds, and then
 * changes the result of the first. Only the password is kept in memory between calls.
 *
 * <p>Safe to share. Methods throw {@link io.callout4j.error.ClientCertificateException} if the file cannot be opened, and {@link
 * CalloutConfigurationException} if it does not exist, cannot be written, or the change is rejected; then nothing has been changed.
 */
public final class CertificateStore {

    private final StoreFile file;

    private CertificateStore(StoreFile file) {
        this.file = file;
    }

    /**
     * The store in a file, which need not exist yet.
     *
     * @param path the file; symbolic links are followed
     * @param password the password; copied; null only to read a store without one
     * @return the store
     */
    public static CertificateStore at(Path path, char @Nullable [] password) {
        return new CertificateStore(new StoreFile(path, password == null ? null : password.clone()));
    }

    /**
     * All entries.
     *
     * @return an unmodifiable list, in the order of the file
     * @throws CalloutConfigurationException if the file does not exist
     */
    public List<StoredCertificate> list() {
        return file.read();
    }

    /**
     * One entry.
     *
     * @param name its unique name; case is ignored
     * @return the entry
     * @throws CalloutConfigurationException if there is no entry with that name; the message lists the known names
     */
    public StoredCertificate get(String name) {
        return named(name, file.read());
    }

    /**
     * Creates a key and a self-signed certificate for it.
     *
     * @param entry the name of the new entry
     * @param profile what the certificate contains
     * @return the new entry
     */
    public StoredCertificate createSelfSigned(NewEntry entry, CertificateProfile profile) {
        return add(entry, selfSigned(entry, profile));
    }

    /**
     * Creates a key and a certificate request for a CA. Until {@link #importSigned}, the entry contains a self-signed certificate.
     *
     * @param entry the name of the new entry
     * @param profile what the certificate contains; the CA decides how long it is valid
     * @return the request
     */
    public CertificateRequest createRequest(NewEntry entry, CertificateProfile profile) {
        StoreEntry created = selfSigned(entry, profile).withPendingSignature();
        add(entry, created);
        return CertificateRequest.like(created.certificates().get(0), created.privateKey());
    }

    /**
     * Creates a request for the key of an existing entry, if the first request was lost, or to renew a certificate and keep its key.
     *
     * @param name the entry
     * @return the request, for the same subject and names as its certificate
     */
    public CertificateRequest request(String name) {
        StoreEntry stored = get(name).entry();
        return CertificateRequest.like(stored.certificates().get(0), stored.privateKey());
    }

    /**
     * Imports what a CA has signed.
     *
     * @param name the entry whose request was signed
     * @param certificates the certificate and its chain, in any order, with or without the root; other certificates are ignored
     * @return the entry; if its chain is incomplete, {@link StoredCertificate#missingIssuer()} names the missing CA
     * @throws io.callout4j.error.ClientCertificateException if none of them belongs to the entry's key or chain
     */
    public StoredCertificate importSigned(String name, List<X509Certificate> certificates) {
        return change(name, entries -> {
            StoreEntry before = find(name, entries);
            return replaced(entries, before.name(), SignedChain.of(before, certificates, entries));
        });
    }

    /**
     * Imports a key and its certificate from a file of any supported format.
     *
     * @param entry the name of the new entry
     * @param source the entry with the key and the certificate
     * @return the new entry
     */
    public StoredCertificate importIdentity(NewEntry entry, KeyStoreEntry source) {
        ClientIdentity stored = source.load();
        return add(entry, StoreEntry.of(entry, Chains.key(stored), Chains.withRoot(stored)));
    }

    /**
     * Exports an entry with its key, to be written in one of the formats of {@link HeldCertificate}.
     *
     * @param name the entry
     * @return certificate, chain, root if it is known, and key
     * @throws CalloutConfigurationException if it is not exportable, or waits for its signed certificate
     */
    public HeldCertificate export(String name) {
        StoredCertificate entry = get(name);
        if (!entry.isExportable()) {
            throw new CalloutConfigurationException("The key of " + entry.name()
                    + " is not exportable. You can export its certificate without the key; if you need the key"
                    + " elsewhere, create another certificate.");
        }
        if (entry.isAwaitingSignature()) {
            throw new CalloutConfigurationException(
                    entry.name() + " is still waiting for its signed certificate, and no server accepts the temporary"
                            + " self-signed one. First import the certificate that the CA signed (importSigned,"
                            + " callout certificate import-signed).");
        }
        ClientIdentity identity = entry.toIdentity();
        return new HeldCertificate(entry.name(), entry.entry().privateKey(), identity.chain(), identity.root());
    }

    /**
     * Changes the label of an entry.
     *
     * @param name the entry
     * @param label the label for display
     * @return the entry
     */
    public StoredCertificate label(String name, String label) {
        return change(
                name, entries -> replaced(entries, name, find(name, entries).withLabel(label)));
    }

    /**
     * Makes the key of an entry not exportable ({@link NewEntry#notExportable}). This cannot be undone.
     *
     * @param name the entry
     * @return the entry
     */
    public StoredCertificate markNotExportable(String name) {
        return change(
                name, entries -> replaced(entries, name, find(name, entries).notExportable()));
    }

    /**
     * Deletes an entry with its key. This cannot be undone.
     *
     * @param name the entry
     * @return the deleted entry
     */
    public StoredCertificate delete(String name) {
        StoredCertificate before = get(name);
        file.change(entries -> {
            StoreEntry deleted = find(name, entries);
            return entries.stream().filter(each -> !each.equals(deleted)).toList();
        });
        return before;
    }

    private static StoreEntry selfSigned(NewEntry entry, CertificateProfile profile) {
        HeldCertificate held = HeldCertificate.selfSigned(profile);
        return StoreEntry.of(entry, held.privateKey(), held.chain());
    }

    private StoredCertificate add(NewEntry entry, StoreEntry created) {
        return change(entry.name(), entries -> {
            boolean taken = entries.stream().anyMatch(each -> each.name().equalsIgnoreCase(entry.name()));
            if (taken && !entry.replaces()) {
                throw new CalloutConfigurationException("A certificate named " + entry.name() + " already exists in "
                        + file.path().toAbsolutePath()
                        + " and was not replaced, because its key would be lost. Use another name, or request"
                        + " that it be replaced.");
            }
            if (taken) {
                return replaced(entries, entry.name(), created);
            }
            entries.add(created);
            return entries;
        });
    }

    private StoredCertificate change(String name, UnaryOperator<List<StoreEntry>> change) {
        return named(name, file.change(change));
    }

    private static List<StoreEntry> replaced(List<StoreEntry> entries, String name, StoreEntry replacement) {
        return entries.stream()
                .map(each -> each.name().equalsIgnoreCase(name) ? replacement : each)
                .toList();
    }

    private StoreEntry find(String name, List<StoreEntry> entries) {
        return entries.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        unknown(name, entries.stream().map(StoreEntry::name).toList()));
    }

    private StoredCertificate named(String name, List<StoredCertificate> entries) {
        return entries.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        name, entries.stream().map(StoredCertificate::name).toList()));
    }

    private CalloutConfigurationException unknown(String name, List<String> names) {
        return new CalloutConfigurationException(
                "No certificate named \"" + name + "\" in " + file.path().toAbsolutePath() + ". "
                        + (names.isEmpty()
                                ? "The key store is empty"
                                : "Known names: " + names.stream().sorted().collect(Collectors.joining(", ")))
                        + ".");
    }

    /** Contains the path of the file, never the password. */
    @Override
    public String toString() {
        return "certificates in " + file;
    }
}

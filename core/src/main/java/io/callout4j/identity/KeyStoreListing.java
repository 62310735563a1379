package io.callout4j.identity;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All there is in a key-store file.
 *
 * <pre>{@code
 * for (StoredIdentity each : KeyStoreEntry.of(Path.of("partners.p12"), password).list().identities()) {
 *     System.out.println(each.alias() + ": " + each.identity());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share.
 *
 * @param type the format, told from the content
 * @param identities the private keys with their certificates, in the order of the file
 * @param others what else lies there, in words: certificates that belong to none of the keys, secret keys
 */
public record KeyStoreListing(IdentitySource.Type type, List<StoredIdentity> identities, List<String> others) {

    /**
     * Copies the lists.
     *
     * @param type the format
     * @param identities the private keys with their certificates
     * @param others what else lies there
     */
    public KeyStoreListing {
        identities = List.copyOf(identities);
        others = List.copyOf(others);
    }

    static KeyStoreListing of(StoredContents stored, Reading reading) {
        List<StoredIdentity> identities = new IdentitySelection(stored, null, reading).all();
        Set<X509Certificate> used = new HashSet<>();
        for (StoredIdentity each : identities) {
            used.addAll(each.identity().chain());
            X509Certificate root = each.root();
            if (root != null) {
                used.add(root);
            }
        }
        List<String> others = new ArrayList<>();
        stored.certificates().stream()
                .filter(certificate -> !used.contains(certificate))
                .forEach(certificate -> others.add("the certificate "
                        + certificate.getSubjectX500Principal().getName()));
        if (stored.unreadable() != null) {
            others.add("a certificate that Java cannot read");
        }
        String other = stored.other();
        if (other != null) {
            others.add(other);
        }
        return new KeyStoreListing(stored.type(), identities, others);
    }
}

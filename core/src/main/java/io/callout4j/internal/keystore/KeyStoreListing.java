package io.callout4j.internal.keystore;

import io.callout4j.internal.text.ForeignText;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything in a key store file. Immutable.
 *
 * @param format the format, detected from the content
 * @param keys the private keys with their certificates, in the order of the file
 * @param others what else is in it, in words: certificates that belong to none of the keys, secret keys
 */
public record KeyStoreListing(StoredKey.Format format, List<StoredKey> keys, List<String> others) {

    /** Copies the lists. */
    public KeyStoreListing {
        keys = List.copyOf(keys);
        others = List.copyOf(others);
    }

    static KeyStoreListing of(StoredContents stored, KeyStoreFileContext context) {
        List<StoredKey> keys = new KeySelection(stored, null, context).all();
        Set<X509Certificate> used = new HashSet<>();
        keys.forEach(key -> used.addAll(key.chainWithRoot()));
        List<String> others = new ArrayList<>();
        stored.certificates().stream()
                .filter(certificate -> !used.contains(certificate))
                .forEach(certificate ->
                        others.add("the certificate " + ForeignText.name(certificate.getSubjectX500Principal())));
        if (stored.unreadable() != null) {
            others.add("a certificate that Java cannot read");
        }
        String other = stored.other();
        if (other != null) {
            others.add(other);
        }
        return new KeyStoreListing(stored.format(), keys, others);
    }
}

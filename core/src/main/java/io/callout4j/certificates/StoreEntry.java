package io.callout4j.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * An entry as it is stored in the file.
 *
 * @param name the unique name
 * @param label the label for display
 * @param exportable whether the key may be exported
 * @param awaitingSignature whether the certificate is only a temporary one until the requested one is imported
 * @param privateKey the key
 * @param certificates leaf first, with the root if it is known
 */
record StoreEntry(
        String name,
        String label,
        boolean exportable,
        boolean awaitingSignature,
        PrivateKey privateKey,
        List<X509Certificate> certificates) {

    StoreEntry {
        certificates = List.copyOf(certificates);
    }

    static StoreEntry of(NewEntry entry, PrivateKey privateKey, List<X509Certificate> certificates) {
        return new StoreEntry(entry.name(), entry.label(), entry.exportable(), false, privateKey, certificates);
    }

    StoreEntry withPendingSignature() {
        return new StoreEntry(name, label, exportable, true, privateKey, certificates);
    }

    StoreEntry withSignedChain(List<X509Certificate> chain) {
        return new StoreEntry(name, label, exportable, false, privateKey, chain);
    }

    StoreEntry withLabel(String text) {
        return new StoreEntry(name, text, exportable, awaitingSignature, privateKey, certificates);
    }

    StoreEntry notExportable() {
        return new StoreEntry(name, label, false, awaitingSignature, privateKey, certificates);
    }

    /** Contains the name, never the key. */
    @Override
    public String toString() {
        return name;
    }
}

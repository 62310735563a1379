package io.callout4j.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a store keeps of one entry.
 *
 * @param name the unique name
 * @param label what people call it
 * @param exportable whether the key may leave
 * @param awaitingSignature whether the certificate only stands in for the one that was requested
 * @param privateKey the key
 * @param certificates leaf first, with the root where it is known
 */
record KeptEntry(
        String name,
        String label,
        boolean exportable,
        boolean awaitingSignature,
        PrivateKey privateKey,
        List<X509Certificate> certificates) {

    KeptEntry {
        certificates = List.copyOf(certificates);
    }

    static KeptEntry of(NewEntry entry, PrivateKey privateKey, List<X509Certificate> certificates) {
        return new KeptEntry(entry.name(), entry.label(), entry.exportable(), false, privateKey, certificates);
    }

    KeptEntry awaiting() {
        return new KeptEntry(name, label, exportable, true, privateKey, certificates);
    }

    KeptEntry signedBy(List<X509Certificate> chain) {
        return new KeptEntry(name, label, exportable, false, privateKey, chain);
    }

    KeptEntry labelled(String text) {
        return new KeptEntry(name, text, exportable, awaitingSignature, privateKey, certificates);
    }

    KeptEntry notExportable() {
        return new KeptEntry(name, label, false, awaitingSignature, privateKey, certificates);
    }

    /** Names the entry, never the key. */
    @Override
    public String toString() {
        return name;
    }
}

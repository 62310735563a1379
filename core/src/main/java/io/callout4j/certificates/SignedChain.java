package io.callout4j.certificates;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.keystore.StoredKey;
import io.callout4j.internal.text.ForeignText;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Matches what a CA returned with the entry whose key it belongs to. */
final class SignedChain {

    private SignedChain() {}

    /**
     * The entry with its signed certificate and as much of the chain as is known.
     *
     * @param entry the entry whose request was signed
     * @param given the certificates from the CA
     * @param all all entries, to find out whose certificate it is if it does not belong to this one
     */
    static StoreEntry of(StoreEntry entry, List<X509Certificate> given, List<StoreEntry> all) {
        X509Certificate own = entry.certificates().get(0);
        // The temporary certificate may be among them, but it is not the signed one.
        List<X509Certificate> certificates = entry.awaitingSignature()
                ? given.stream().filter(each -> !each.equals(own)).toList()
                : given;
        boolean signed = certificates.stream().anyMatch(certificate -> belongs(certificate, entry));
        List<X509Certificate> pool = new ArrayList<>(certificates);
        // If the entry was signed before, the rest of its chain may still be useful; its own certificate only if there
        // is // no new one.
        List<X509Certificate> known = entry.awaitingSignature() ? List.of() : entry.certificates();
        pool.addAll(signed ? known.stream().skip(1).toList() : known);
        if (!signed && entry.awaitingSignature()) {
            throw mismatch(entry, certificates, all);
        }
        List<X509Certificate> chain = StoredKey.joined(entry.privateKey(), pool, "the signed certificate")
                .chainWithRoot();
        if (!signed && chain.stream().noneMatch(certificates::contains)) {
            throw mismatch(entry, certificates, all);
        }
        return entry.withSignedChain(chain);
    }

    private static boolean belongs(X509Certificate certificate, StoreEntry entry) {
        PublicKey own = entry.certificates().get(0).getPublicKey();
        return Arrays.equals(own.getEncoded(), certificate.getPublicKey().getEncoded());
    }

    private static ClientCertificateException mismatch(
            StoreEntry entry, List<X509Certificate> certificates, List<StoreEntry> all) {
        String subjects = certificates.stream()
                .map(certificate -> ForeignText.name(certificate.getSubjectX500Principal()))
                .collect(Collectors.joining("; "));
        Optional<StoreEntry> other = all.stream()
                .filter(each -> certificates.stream().anyMatch(certificate -> belongs(certificate, each)))
                .findFirst();
        boolean onlyCas = !certificates.isEmpty()
                && certificates.stream().allMatch(certificate -> certificate.getBasicConstraints() >= 0);
        String what = certificates.isEmpty()
                ? "No certificate was supplied for " + entry.name()
                : "None of the supplied certificates (" + subjects + ") belongs to the key of " + entry.name();
        String why = other.isPresent()
                ? " It belongs to the entry " + other.get().name() + "."
                : onlyCas
                        ? " All of them are CA certificates; the one that was issued to you is missing."
                        : " It was issued for another key: for another request, or a new request has been created"
                                + " since.";
        return new ClientCertificateException(
                Reason.KEY_MISMATCH,
                what + "." + (certificates.isEmpty() ? "" : why)
                        + " Supply the certificate that was issued for this entry's own request.");
    }
}

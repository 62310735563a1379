package io.callout4j.certificates;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.keystore.StoredKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an authority sent back, put to the entry whose key it belongs to. */
final class SignedChain {

    private SignedChain() {}

    /**
     * The entry with its signed certificate and all of the chain that is known now.
     *
     * @param entry the entry whose request was signed
     * @param given what came back
     * @param all all entries, to tell whose certificate it is where it is not this one's
     */
    static KeptEntry of(KeptEntry entry, List<X509Certificate> given, List<KeptEntry> all) {
        X509Certificate own = entry.certificates().get(0);
        // What stands in for the signed one may have come along; it is not what was waited for.
        List<X509Certificate> certificates = entry.awaitingSignature()
                ? given.stream().filter(each -> !each.equals(own)).toList()
                : given;
        boolean signed = certificates.stream().anyMatch(certificate -> belongs(certificate, entry));
        List<X509Certificate> pool = new ArrayList<>(certificates);
        // Of an entry that was signed before, what is above it may serve again; its own certificate only where no new
        // one came.
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
        return entry.signedBy(chain);
    }

    private static boolean belongs(X509Certificate certificate, KeptEntry entry) {
        PublicKey own = entry.certificates().get(0).getPublicKey();
        return Arrays.equals(own.getEncoded(), certificate.getPublicKey().getEncoded());
    }

    private static ClientCertificateException mismatch(
            KeptEntry entry, List<X509Certificate> certificates, List<KeptEntry> all) {
        String subjects = certificates.stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .collect(Collectors.joining("; "));
        Optional<KeptEntry> other = all.stream()
                .filter(each -> certificates.stream().anyMatch(certificate -> belongs(certificate, each)))
                .findFirst();
        boolean authorities = !certificates.isEmpty()
                && certificates.stream().allMatch(certificate -> certificate.getBasicConstraints() >= 0);
        String what = certificates.isEmpty()
                ? "There is no certificate in what was given for " + entry.name()
                : "None of the certificates given (" + subjects + ") belongs to the key of " + entry.name();
        String why = other.isPresent()
                ? " It belongs to the entry " + other.get().name() + "."
                : authorities
                        ? " All of them are those of certificate authorities; the one that was issued to you is missing."
                        : " It was issued for another key: for another request, or the request was made anew since.";
        return new ClientCertificateException(
                Reason.KEY_MISMATCH,
                what + "." + (certificates.isEmpty() ? "" : why)
                        + " Give the certificate that was made from this entry's own request.");
    }
}

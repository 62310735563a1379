package io.callout4j.diagnosis;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.internal.findings.Certificates;
import io.callout4j.internal.findings.IssuerAddress;
import io.callout4j.internal.findings.RefusedCertificateRules;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Finds out whether the client's file lacks an intermediate or the server does not trust the client's root, which names alone can only
 * suggest: by downloading the issuer's certificate, if that is enabled and the last certificate in the file has its address (AIA).
 */
final class ClientIssuer {

    private static final Set<FindingCode> ABOUT =
            Set.of(FindingCode.CERTIFICATE_UNKNOWN_CA, FindingCode.CERTIFICATE_MISSING_INTERMEDIATE);

    private final Prober prober;

    ClientIssuer(Prober prober) {
        this.prober = prober;
    }

    /** The same finding, or the one that follows from the issuer's certificate. */
    Finding verify(Finding found, HandshakeRecord seen) {
        if (ABOUT.stream().noneMatch(found::is) || seen.clientChain().isEmpty()) {
            return found;
        }
        CertificateRequest request = seen.certificateRequest();
        List<X500Principal> named = request == null ? List.of() : request.issuers();
        X509Certificate last = Certificates.top(seen.clientChain());
        // An issuer that the server lists is not missing.
        if (Certificates.selfSigned(last) || named.contains(last.getIssuerX500Principal())) {
            return found;
        }
        X509Certificate issuer = prober.hasTime() ? prober.issuer(last) : null;
        if (issuer == null) {
            return found.withEvidence(found.evidence() + IssuerAddress.hint(last));
        }
        String proof = found.evidence() + " The issuer of " + Certificates.name(last)
                + " was downloaded from the address in that certificate: it is ";
        if (Certificates.selfSigned(issuer)) {
            return RefusedCertificateRules.unknownCa(issuer.getSubjectX500Principal())
                    .withEvidence(proof + "a root.");
        }
        boolean known = named.isEmpty() || named.contains(issuer.getIssuerX500Principal());
        return (known
                        ? RefusedCertificateRules.missingIntermediate(seen.clientChain(), last)
                        : RefusedCertificateRules.unknownCa(issuer.getIssuerX500Principal()))
                .withEvidence(proof + "an intermediate, issued by " + Certificates.issuer(issuer) + ".");
    }
}

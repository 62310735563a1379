package io.callout4j.internal.pki;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.text.ForeignText;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.jspecify.annotations.Nullable;

/** The names that a CA may issue certificates for (RFC 5280 section 4.2.1.10). */
final class NameConstraint {

    private final String authority;
    private final List<GeneralSubtree> permitted;
    private final List<GeneralSubtree> excluded;
    private final PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();

    private NameConstraint(String authority, NameConstraints constraints) {
        this.authority = authority;
        this.permitted = list(constraints.getPermittedSubtrees());
        this.excluded = list(constraints.getExcludedSubtrees());
        if (!permitted.isEmpty()) {
            validator.intersectPermittedSubtree(permitted.toArray(GeneralSubtree[]::new));
        }
        excluded.forEach(validator::addExcludedSubtree);
    }

    private static List<GeneralSubtree> list(GeneralSubtree @Nullable [] subtrees) {
        return subtrees == null ? List.of() : Arrays.asList(subtrees);
    }

    /**
     * The constraints of a CA.
     *
     * @return null if it has none
     * @throws ServerRefusedException if they cannot be understood: then it is unknown what the CA may do
     */
    static @Nullable NameConstraint of(X509Certificate issuer) throws ServerRefusedException {
        byte[] extension = issuer.getExtensionValue(Extension.nameConstraints.getId());
        if (extension == null) {
            return null;
        }
        String authority = "\"" + ForeignText.name(issuer.getSubjectX500Principal()) + "\"";
        try {
            return new NameConstraint(
                    authority,
                    NameConstraints.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets()));
        } catch (RuntimeException e) {
            throw new ServerRefusedException(
                    Kind.NAME_CONSTRAINT, "The name constraints of the CA " + authority + " cannot be read");
        }
    }

    void check(List<GeneralName> names) throws ServerRefusedException {
        for (GeneralName name : names) {
            try {
                validator.checkPermitted(name);
            } catch (NameConstraintValidatorException | RuntimeException e) {
                throw refused(name, " may issue certificates only for ", permitted);
            }
            try {
                validator.checkExcluded(name);
            } catch (NameConstraintValidatorException | RuntimeException e) {
                throw refused(name, " may not issue certificates for ", excluded);
            }
            if (isWildcard(name) && excluded.stream().anyMatch(subtree -> covers(name, subtree.getBase()))) {
                throw refused(name, " may not issue certificates for ", excluded);
            }
        }
    }

    private static boolean isWildcard(GeneralName name) {
        return name.getTagNo() == GeneralName.dNSName
                && name.getName().toString().startsWith("*.");
    }

    /** Whether a wildcard is also for an excluded name: {@code *.example.com} for {@code bank.example.com}. */
    private static boolean covers(GeneralName wildcard, GeneralName excluded) {
        String one = excluded.getName().toString();
        int dot = one.indexOf('.');
        return excluded.getTagNo() == GeneralName.dNSName
                && dot > 0
                && one.substring(dot)
                        .equalsIgnoreCase(wildcard.getName().toString().substring(1));
    }

    private ServerRefusedException refused(GeneralName name, String rule, List<GeneralSubtree> subtrees) {
        List<String> words = new ArrayList<>();
        for (GeneralSubtree subtree : subtrees) {
            if (subtree.getBase().getTagNo() == name.getTagNo()) {
                words.add(CertificateNames.inWords(subtree.getBase()));
            }
        }
        return new ServerRefusedException(
                Kind.NAME_CONSTRAINT,
                "The CA " + authority + rule + ForeignText.list(", ", words) + " (its name constraints), but the chain"
                        + " has the name " + ForeignText.printable(CertificateNames.inWords(name)));
    }
}

package io.callout4j.internal.findings;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * What kind of CA the missing issuer of a chain's last certificate is: an untrusted root, or an intermediate that was not sent. Its
 * certificate is not available, so the decision is based on the last certificate's extensions and on names.
 */
final class MissingIssuer {

    private static final Pattern ROOT = Pattern.compile("\\broot\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern INTERMEDIATE =
            Pattern.compile("\\b(intermediate|issuing|sub(ordinate)?[ -]?ca|sub)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:^|,)(CN|O)=((?:\\\\.|[^,])+)");

    /** Words that are common in the names of CAs of all organizations. */
    private static final Set<String> COMMON = Set.of(
            "ca",
            "root",
            "intermediate",
            "issuing",
            "sub",
            "authority",
            "certification",
            "certificate",
            "certificates",
            "client",
            "clients",
            "server",
            "servers",
            "test",
            "tls",
            "ssl",
            "the",
            "of",
            "and",
            "for",
            "rsa",
            "ecc",
            "ec",
            "inc",
            "ltd",
            "gmbh",
            "llc",
            "ag",
            "sa",
            "corp",
            "trust",
            "services",
            "global",
            "private",
            "public",
            "pki");

    private MissingIssuer() {}

    /**
     * Whether the issuer appears to be an intermediate.
     *
     * @param last the certificate that the chain ends with
     * @param known the names of the trusted CAs
     */
    static boolean isIntermediate(X509Certificate last, Collection<X500Principal> known) {
        X500Principal issuer = last.getIssuerX500Principal();
        if (known.contains(issuer)) {
            // Known by name: another key signed the certificate, or it is rejected for other reasons.
            return false;
        }
        X500Principal above = IssuerAddress.issuerOfIssuer(last);
        if (above != null) {
            return !above.equals(issuer);
        }
        String name = issuer.getName();
        if (ROOT.matcher(name).find()) {
            return false;
        }
        if (known.stream().anyMatch(other -> related(issuer, other))) {
            return true;
        }
        // By its name it is an intermediate, but of an organization without any trusted CA: then its root is not
        // trusted either.
        boolean stranger = !known.isEmpty()
                && !words(issuer).isEmpty()
                && known.stream().noneMatch(other -> words(other).isEmpty());
        return INTERMEDIATE.matcher(name).find() && !stranger;
    }

    /** Whether two names appear to belong to one organization: the same O, or a distinctive word in common. */
    private static boolean related(X500Principal one, X500Principal other) {
        Set<String> words = words(one);
        words.retainAll(words(other));
        return !words.isEmpty();
    }

    private static Set<String> words(X500Principal name) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = ATTRIBUTE.matcher(name.getName());
        while (matcher.find()) {
            String value = matcher.group(2).toLowerCase(Locale.ROOT);
            if (matcher.group(1).equals("O")) {
                words.add("o=" + value);
            } else {
                Arrays.stream(value.split("[^\\p{L}\\p{N}]+"))
                        .filter(word -> word.length() > 1 && !COMMON.contains(word) && !word.matches("[a-z]?\\d+"))
                        .forEach(words::add);
            }
        }
        return words;
    }
}

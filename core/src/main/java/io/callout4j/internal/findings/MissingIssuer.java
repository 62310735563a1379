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
 * What the issuer is that a chain ends below: a root that nobody trusts, or an intermediate that somebody left out. Its certificate is not at hand,
 * so this goes by what the last certificate says and by names.
 */
final class MissingIssuer {

    private static final Pattern ROOT = Pattern.compile("\\broot\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern INTERMEDIATE =
            Pattern.compile("\\b(intermediate|issuing|sub(ordinate)?[ -]?ca|sub)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:^|,)(CN|O)=((?:\\\\.|[^,])+)");

    /** Words that stand in the names of authorities of all houses. */
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
     * Whether it is an intermediate, as far as can be told.
     *
     * @param last the certificate that the chain ends with
     * @param known the names of the authorities that are trusted
     */
    static boolean isIntermediate(X509Certificate last, Collection<X500Principal> known) {
        X500Principal issuer = last.getIssuerX500Principal();
        if (known.contains(issuer)) {
            // Known by name: the signature is another one's, or it is refused for other reasons.
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
        if (known.stream().anyMatch(other -> akin(issuer, other))) {
            return true;
        }
        // An intermediate by its name, but of another house than all that are known: then its root is unknown as well.
        boolean stranger = !known.isEmpty()
                && !words(issuer).isEmpty()
                && known.stream().noneMatch(other -> words(other).isEmpty());
        return INTERMEDIATE.matcher(name).find() && !stranger;
    }

    /** Whether two names are of one house: the same organisation, or a word in common that is not everybody's. */
    private static boolean akin(X500Principal one, X500Principal other) {
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

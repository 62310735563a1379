package io.callout4j.internal.pki;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The way from a leaf to its root, found among certificates that lie in any order.
 *
 * @param sent leaf first, intermediates in order, without the root (RFC 8446, 4.4.2, lets the root be left out)
 * @param root the self-issued root that ends it, null where there is none; it is the leaf itself where that is self-signed
 * @param unrelated certificates that lie on no way up from the leaf
 */
public record CertificateChain(
        List<X509Certificate> sent, @Nullable X509Certificate root, List<X509Certificate> unrelated) {

    /** Enough for any real file; a hostile one must not make us verify without end. */
    private static final int MAX_VERIFICATIONS = 400;

    /** Whether it is known to its end. */
    boolean complete() {
        return root != null;
    }

    public static CertificateChain of(X509Certificate leaf, List<X509Certificate> others) {
        return new Search(leaf, others).run();
    }

    /** Whether a certificate is signed with its own key, or claims to be where the algorithm is not known here. */
    public static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && signed(certificate, certificate);
    }

    private static boolean signed(X509Certificate child, X509Certificate issuer) {
        try {
            child.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException e) {
            // The name has to do where the algorithm is not known.
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Breadth first: the shortest way to a root wins, else the longest way there is. */
    private static final class Search {

        private final X509Certificate leaf;
        private final Set<X509Certificate> pool;
        private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();
        private final Map<X509Certificate, @Nullable X509Certificate> childOf = new LinkedHashMap<>();
        private int verifications;

        Search(X509Certificate leaf, List<X509Certificate> others) {
            this.leaf = leaf;
            this.pool = new LinkedHashSet<>(others);
            pool.remove(leaf);
            pool.stream()
                    // Of a renewed intermediate, the one that lives longest.
                    .sorted(Comparator.comparing(X509Certificate::getNotAfter).reversed())
                    .forEach(certificate -> bySubject
                            .computeIfAbsent(certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                            .add(certificate));
        }

        CertificateChain run() {
            X509Certificate root = null;
            X509Certificate last = leaf;
            Deque<X509Certificate> open = new ArrayDeque<>();
            childOf.put(leaf, null);
            open.add(leaf);
            while (!open.isEmpty()) {
                X509Certificate next = open.remove();
                last = next;
                if (isSelfSigned(next)) {
                    root = root == null ? next : root;
                    continue;
                }
                for (X509Certificate issuer : bySubject.getOrDefault(next.getIssuerX500Principal(), List.of())) {
                    if (!childOf.containsKey(issuer) && verifications++ < MAX_VERIFICATIONS && signed(next, issuer)) {
                        childOf.put(issuer, next);
                        open.add(issuer);
                    }
                }
            }
            List<X509Certificate> chain = wayTo(root == null ? last : root);
            if (root != null && !root.equals(leaf)) {
                chain.remove(root);
            }
            List<X509Certificate> unrelated =
                    pool.stream().filter(other -> !childOf.containsKey(other)).toList();
            return new CertificateChain(List.copyOf(chain), root, unrelated);
        }

        private List<X509Certificate> wayTo(X509Certificate end) {
            List<X509Certificate> way = new ArrayList<>();
            for (X509Certificate step = end; step != null; step = childOf.get(step)) {
                way.add(step);
            }
            Collections.reverse(way);
            return way;
        }
    }
}

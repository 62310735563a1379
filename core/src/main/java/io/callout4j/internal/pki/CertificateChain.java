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
 * The path from a leaf to its root, found among certificates in any order.
 *
 * @param sent leaf first, intermediates in order, without the root, which may be omitted (RFC 8446 section 4.4.2)
 * @param root the self-issued root at its end, or null if there is none; the leaf itself if that is self-signed
 * @param unrelated certificates that are on no path from the leaf
 */
public record CertificateChain(
        List<X509Certificate> sent, @Nullable X509Certificate root, List<X509Certificate> unrelated) {

    /** Enough for any real file; limits the work that a malicious one can cause. */
    private static final int MAX_VERIFICATIONS = 400;

    /** Whether the path is complete. */
    boolean complete() {
        return root != null;
    }

    public static CertificateChain of(X509Certificate leaf, List<X509Certificate> others) {
        return new Search(leaf, others).run();
    }

    /** Whether a certificate is signed with its own key, or claims to be if the algorithm is not supported. */
    public static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && signed(certificate, certificate);
    }

    private static boolean signed(X509Certificate child, X509Certificate issuer) {
        try {
            child.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException e) {
            // If the algorithm is not supported, the name is sufficient.
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Breadth first: finds the shortest path to a root, or the longest path if there is no root. */
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
                    // If an intermediate was renewed, the one that is valid longest.
                    .sorted(Comparator.comparing(X509Certificate::getNotAfter).reversed())
                    .forEach(certificate -> bySubject
                            .computeIfAbsent(certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                            .add(certificate));
        }

        CertificateChain run() {
            X509Certificate root = null;
            X509Certificate last = leaf;
            Deque<X509Certificate> queue = new ArrayDeque<>();
            childOf.put(leaf, null);
            queue.add(leaf);
            while (!queue.isEmpty()) {
                X509Certificate next = queue.remove();
                last = next;
                if (isSelfSigned(next)) {
                    root = root == null ? next : root;
                    continue;
                }
                for (X509Certificate issuer : bySubject.getOrDefault(next.getIssuerX500Principal(), List.of())) {
                    if (!childOf.containsKey(issuer) && verifications++ < MAX_VERIFICATIONS && signed(next, issuer)) {
                        childOf.put(issuer, next);
                        queue.add(issuer);
                    }
                }
            }
            List<X509Certificate> chain = pathTo(root == null ? last : root);
            if (root != null && !root.equals(leaf)) {
                chain.remove(root);
            }
            List<X509Certificate> unrelated =
                    pool.stream().filter(other -> !childOf.containsKey(other)).toList();
            return new CertificateChain(List.copyOf(chain), root, unrelated);
        }

        private List<X509Certificate> pathTo(X509Certificate end) {
            List<X509Certificate> path = new ArrayList<>();
            for (X509Certificate step = end; step != null; step = childOf.get(step)) {
                path.add(step);
            }
            Collections.reverse(path);
            return path;
        }
    }
}

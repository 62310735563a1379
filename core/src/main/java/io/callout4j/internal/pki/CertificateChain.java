package io.callout4j.internal.pki;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param related all certificates that are on a path from the leaf, with the leaf itself
 */
public record CertificateChain(
        List<X509Certificate> sent, @Nullable X509Certificate root, Set<X509Certificate> related) {

    /** Enough for any real chain; limits the work that a malicious file can cause. */
    private static final int MAX_VERIFICATIONS = 400;

    /** The same for all chains of a file: one for each of the most keys that a file may have, and their CAs. */
    private static final int MAX_VERIFICATIONS_IN_ALL = 2_000;

    /** Whether the path is complete. */
    boolean complete() {
        return root != null;
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

    /** The certificates of a file, in which the chains of its keys are searched. For a single thread. */
    public static final class Pool {

        private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();
        private final Map<X509Certificate, Boolean> selfSigned = new HashMap<>();
        private int verifications;

        /** Copies the certificates, which may be in any order. */
        public Pool(Collection<X509Certificate> certificates) {
            new LinkedHashSet<>(certificates)
                    .stream()
                            // If an intermediate was renewed, the one that is valid longest.
                            .sorted(Comparator.comparing(X509Certificate::getNotAfter)
                                    .reversed())
                            .forEach(certificate -> bySubject
                                    .computeIfAbsent(
                                            certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                                    .add(certificate));
        }

        /** The chain of a leaf. */
        public CertificateChain chainOf(X509Certificate leaf) {
            return new Search(leaf, this).run();
        }

        private List<X509Certificate> issuers(X509Certificate certificate) {
            return bySubject.getOrDefault(certificate.getIssuerX500Principal(), List.of());
        }

        private boolean isKnownSelfSigned(X509Certificate certificate) {
            return selfSigned.computeIfAbsent(certificate, CertificateChain::isSelfSigned);
        }
    }

    /** Breadth first: finds the shortest path to a root, or the longest path if there is no root. */
    private static final class Search {

        private final X509Certificate leaf;
        private final Pool pool;
        private final Map<X509Certificate, @Nullable X509Certificate> childOf = new LinkedHashMap<>();
        private int verifications;

        Search(X509Certificate leaf, Pool pool) {
            this.leaf = leaf;
            this.pool = pool;
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
                if (pool.isKnownSelfSigned(next)) {
                    root = root == null ? next : root;
                    continue;
                }
                for (X509Certificate issuer : pool.issuers(next)) {
                    if (!childOf.containsKey(issuer) && mayVerify() && signed(next, issuer)) {
                        childOf.put(issuer, next);
                        queue.add(issuer);
                    }
                }
            }
            List<X509Certificate> chain = pathTo(root == null ? last : root);
            if (root != null && !root.equals(leaf)) {
                chain.remove(root);
            }
            return new CertificateChain(List.copyOf(chain), root, Collections.unmodifiableSet(childOf.keySet()));
        }

        private boolean mayVerify() {
            return verifications++ < MAX_VERIFICATIONS && pool.verifications++ < MAX_VERIFICATIONS_IN_ALL;
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

package io.callout4j.certificates;

import io.callout4j.identity.ClientIdentity;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Chains with their root, as they are stored, and without it, as they are sent. */
final class Chains {

    private Chains() {}

    static List<X509Certificate> withRoot(ClientIdentity identity) {
        List<X509Certificate> chain = new ArrayList<>(identity.chain());
        X509Certificate root = identity.root();
        if (root != null && !chain.contains(root)) {
            chain.add(root);
        }
        return chain;
    }

    /** The chain without a self-issued last certificate, unless that is the only one. */
    static List<X509Certificate> withoutRoot(List<X509Certificate> chain) {
        X509Certificate last = chain.get(chain.size() - 1);
        return chain.size() > 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                ? chain.subList(0, chain.size() - 1)
                : chain;
    }

    static PrivateKey key(ClientIdentity identity) {
        return Objects.requireNonNull(identity.privateKey(), "an identity from a file has a key");
    }
}

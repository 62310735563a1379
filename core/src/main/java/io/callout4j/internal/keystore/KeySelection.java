package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.pki.CertificateChain;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses from what lay in a file the one key that is meant, its certificate, and the chain above it. */
final class KeySelection {

    /** More names than this make a message that nobody reads. */
    private static final int MOST_NAMES = 20;

    private record Candidate(StoredContents.Key key, KeyMaterial material, X509Certificate leaf) {}

    private final StoredContents contents;
    private final @Nullable String alias;
    private final KeyStoreFileContext context;

    KeySelection(StoredContents contents, @Nullable String alias, KeyStoreFileContext context) {
        this.contents = contents;
        this.alias = alias;
        this.context = context;
    }

    /**
     * The identity.
     *
     * @throws ClientCertificateException where there is none, or more than one, or it does not fit together
     */
    StoredKey choose() {
        if (contents.keys().isEmpty()) {
            throw noPrivateKey();
        }
        if (!contents.hasCertificates()) {
            throw noCertificate();
        }
        List<StoredContents.Key> meant = alias == null ? contents.keys() : named(alias);
        return describe(meant.size() == 1 ? open(meant.get(0)) : onlyUsable(meant));
    }

    /**
     * Each key with what belongs to it, in the order of the file.
     *
     * @throws ClientCertificateException where one of them does not open, or has no certificate
     */
    List<StoredKey> all() {
        return contents.keys().stream().map(key -> describe(open(key))).toList();
    }

    private StoredKey describe(Candidate candidate) {
        List<X509Certificate> pool = contents.certificatesFor(candidate.key);
        CertificateChain chain = CertificateChain.of(candidate.leaf, pool);
        Set<X509Certificate> ofOtherKeys = contents.certificatesOfOthers(candidate.key);
        List<String> names = contents.names();
        boolean unnamed = contents.keys().size() == 1
                && contents.keysNamed("1").size() == 1
                && names.get(0).equals("1")
                && candidate.key.name() == null;
        String name = names.get(contents.keys().indexOf(candidate.key));
        StoredKey.Origin origin = new StoredKey.Origin(
                contents.format(),
                unnamed ? null : name,
                unnamed ? List.of() : names,
                context.legacyAlgorithms(),
                chain.unrelated().stream()
                        .filter(certificate -> !ofOtherKeys.contains(certificate))
                        .map(certificate ->
                                certificate.getSubjectX500Principal().getName())
                        .toList());
        return new StoredKey(
                name,
                candidate.material.keyFor(candidate.leaf.getPublicKey(), context),
                chain.sent(),
                chain.root(),
                candidate.key.attributes(),
                origin);
    }

    private List<StoredContents.Key> named(String wanted) {
        List<StoredContents.Key> named = contents.keysNamed(wanted);
        if (!named.isEmpty()) {
            return named;
        }
        if (contents.hasCertificateNamed(wanted)) {
            throw context.refuse(
                    Reason.NO_PRIVATE_KEY,
                    "The entry \"" + wanted + "\" in " + context.origin()
                            + " is a certificate without a private key. Entries with a key: " + names() + ".");
        }
        throw context.refuse(
                Reason.NO_SUCH_ALIAS,
                context.origin() + " has no entry named \"" + wanted + "\". Entries with a private key: " + names()
                        + ". Give one of these names, or none where there is only one.");
    }

    /** Of several keys, some may have no certificate at all: if a single one is left, it is meant. */
    private Candidate onlyUsable(List<StoredContents.Key> keys) {
        if (keys.stream()
                        .map(this::claimedLeaf)
                        .filter(leaf -> leaf != null)
                        .distinct()
                        .count()
                > 1) {
            throw severalKeys();
        }
        List<Candidate> usable = new ArrayList<>();
        Set<X509Certificate> leaves = new LinkedHashSet<>();
        for (StoredContents.Key key : keys) {
            KeyMaterial material;
            try {
                material = KeyMaterial.of(key.opener().get(), context);
            } catch (ClientCertificateException e) {
                // Whether it is the one that is meant cannot be told without its password.
                throw severalKeys();
            }
            X509Certificate leaf = leafFor(key, material);
            if (leaf != null && leaves.add(leaf)) {
                usable.add(new Candidate(key, material, leaf));
            }
        }
        if (usable.isEmpty()) {
            throw mismatch();
        }
        if (usable.size() > 1) {
            throw severalKeys();
        }
        return usable.get(0);
    }

    private Candidate open(StoredContents.Key key) {
        KeyMaterial material = KeyMaterial.of(key.opener().get(), context);
        X509Certificate leaf = leafFor(key, material);
        if (leaf == null) {
            throw mismatch();
        }
        return new Candidate(key, material, leaf);
    }

    private @Nullable X509Certificate claimedLeaf(StoredContents.Key key) {
        if (!key.chain().isEmpty()) {
            return key.chain().get(0);
        }
        return contents.loose().stream()
                .filter(certificate ->
                        key.localKeyId() != null && key.localKeyId().equals(certificate.localKeyId()))
                .map(StoredContents.Loose::certificate)
                .findFirst()
                .orElse(null);
    }

    /** The key decides, not what the file says of it; of several certificates to one key, the newest. */
    private @Nullable X509Certificate leafFor(StoredContents.Key key, KeyMaterial material) {
        X509Certificate claimed = claimedLeaf(key);
        if (claimed != null && material.matches(claimed.getPublicKey())) {
            return claimed;
        }
        return contents.certificatesFor(key).stream()
                .filter(certificate -> material.matches(certificate.getPublicKey()))
                .max(Comparator.comparing(X509Certificate::getNotBefore))
                .orElse(null);
    }

    private ClientCertificateException mismatch() {
        if (contents.unreadable() != null) {
            throw unreadable(contents.unreadable());
        }
        List<X509Certificate> certificates = contents
                .certificatesFor(contents.keys().get(0))
                .stream()
                .distinct()
                .limit(MOST_NAMES)
                .toList();
        List<String> subjects = certificates.stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
        boolean authorities = certificates.stream().allMatch(certificate -> certificate.getBasicConstraints() >= 0);
        return context.refuse(
                Reason.KEY_MISMATCH,
                "The private key in " + context.origin() + " belongs to none of its certificates ("
                        + String.join("; ", subjects)
                        + ")"
                        + (authorities ? "; all of them are those of certificate authorities" : "")
                        + ". Put the certificate in that was issued for this key, or export the key that was used for the"
                        + " certificate's request; compare \"openssl pkey -pubout\" with \"openssl x509 -pubkey\".");
    }

    private ClientCertificateException severalKeys() {
        return context.refuse(
                Reason.SEVERAL_KEYS,
                context.origin() + " has " + contents.keys().size() + " private keys: " + names()
                        + ". Say which one is meant: KeyStoreEntry.withAlias(name), or FILE#name for the callout command.");
    }

    private ClientCertificateException noPrivateKey() {
        if (contents.unreadable() != null) {
            throw unreadable(contents.unreadable());
        }
        if (!contents.hasCertificates()) {
            boolean wrongKind = contents.format() == StoredKey.Format.PEM && contents.other() != null;
            return context.refuse(
                    wrongKind ? Reason.NOT_A_KEY_STORE : Reason.NO_PRIVATE_KEY,
                    context.origin() + " holds "
                            + (contents.other() == null
                                    ? "neither a private key nor a certificate"
                                    : "only " + contents.other())
                            + ". A client certificate needs both: export the key together with its certificate.");
        }
        X509Certificate first = contents.loose().get(0).certificate();
        int more = contents.loose().size() - 1;
        boolean pem = contents.format() == StoredKey.Format.PEM;
        return context.refuse(
                Reason.NO_PRIVATE_KEY,
                context.origin() + " holds " + (more == 0 ? "only a certificate (" : (more + 1) + " certificates (")
                        + first.getSubjectX500Principal().getName() + (more == 0 ? "" : " and others")
                        + ") and no private key"
                        + (pem ? "; Salesforce says \"DER input, Integer tag error\" here" : "")
                        + ". Join it with its key: openssl pkcs12 -export -inkey key.pem -in certificate.pem -out"
                        + " identity.p12; the key lies where the certificate was requested.");
    }

    private ClientCertificateException noCertificate() {
        if (contents.unreadable() != null) {
            throw unreadable(contents.unreadable());
        }
        return context.refuse(
                Reason.NO_CERTIFICATE,
                context.origin()
                        + " holds a private key and no certificate. Join it with the certificate that was issued"
                        + " for it: openssl pkcs12 -export -inkey key.pem -in certificate.pem -out identity.p12.");
    }

    ClientCertificateException unreadable(Reason reason) {
        return reason == Reason.DAMAGED
                ? context.damaged("a certificate in it cannot be read")
                : context.refuse(
                        reason,
                        "Java cannot read a certificate in " + context.origin()
                                + ", most often because its EC key is on a curve other than P-256, P-384 and P-521, or has"
                                + " its curve written out in numbers. Have it issued for an RSA key or a named curve.");
    }

    private String names() {
        List<String> names = contents.names();
        String listed = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return names.isEmpty() ? "none" : names.size() > MOST_NAMES ? listed + " and others" : listed;
    }
}

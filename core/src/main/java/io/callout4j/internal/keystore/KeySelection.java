package io.callout4j.internal.keystore;

import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.pki.CertificateChain;
import io.callout4j.internal.text.ForeignText;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Selects the requested key from the contents of a file, its certificate, and the chain above it. */
final class KeySelection {

    /** The most names in one message. */
    private static final int MAX_NAMES = 20;

    /** The most names of certificates that belong to no chain. */
    private static final int MAX_UNRELATED = 100;

    private record Candidate(StoredContents.Key key, KeyMaterial material, X509Certificate leaf) {}

    private final StoredContents contents;
    private final @Nullable String alias;
    private final KeyStoreFileContext context;

    /** What is looked up for each key, so that a file with many keys and many certificates does not cost their product. */
    private @Nullable Map<Object, List<X509Certificate>> byPublicKey;

    private CertificateChain.@Nullable Pool pool;
    private @Nullable Map<X509Certificate, Set<Integer>> claims;

    KeySelection(StoredContents contents, @Nullable String alias, KeyStoreFileContext context) {
        this.contents = contents;
        this.alias = alias;
        this.context = context;
    }

    /**
     * Selects the identity.
     *
     * @throws ClientCertificateException if there is none or more than one, or if key and certificate do not match
     */
    StoredKey choose() {
        contents.checkSize(context);
        if (contents.keys().isEmpty()) {
            throw noPrivateKey();
        }
        if (!contents.hasCertificates()) {
            throw noCertificate();
        }
        List<StoredContents.Key> selected = alias == null ? contents.keys() : named(alias);
        return describe(selected.size() == 1 ? open(selected.get(0)) : onlyUsable(selected));
    }

    /**
     * Each key with its certificates, in the order of the file.
     *
     * @throws ClientCertificateException if one of them cannot be opened, or has no certificate
     */
    List<StoredKey> all() {
        contents.checkSize(context);
        return contents.keys().stream().map(key -> describe(open(key))).toList();
    }

    private StoredKey describe(Candidate candidate) {
        CertificateChain chain = pool().chainOf(candidate.leaf);
        int number = contents.keys().indexOf(candidate.key);
        List<String> names = contents.names();
        boolean unnamed = contents.keys().size() == 1
                && contents.keysNamed("1").size() == 1
                && names.get(0).equals("1")
                && candidate.key.name() == null;
        String name = names.get(number);
        StoredKey.Origin origin = new StoredKey.Origin(
                contents.format(),
                unnamed ? null : name,
                unnamed ? List.of() : names,
                context.legacyAlgorithms(),
                unrelated(chain, number));
        return new StoredKey(
                name,
                candidate.material.keyFor(candidate.leaf.getPublicKey(), context),
                chain.sent(),
                chain.root(),
                candidate.key.attributes(),
                origin);
    }

    private CertificateChain.Pool pool() {
        if (pool == null) {
            pool = new CertificateChain.Pool(contents.certificates());
        }
        return pool;
    }

    /** The subjects of the certificates that belong neither to the chain nor to another entry. */
    private List<String> unrelated(CertificateChain chain, int number) {
        if (claims == null) {
            claims = contents.claims();
        }
        Map<X509Certificate, Set<Integer>> byOthers = claims;
        return contents.certificates().stream()
                .filter(certificate -> !chain.related().contains(certificate)
                        && Set.of(number).containsAll(byOthers.getOrDefault(certificate, Set.of())))
                .limit(MAX_UNRELATED)
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    private List<StoredContents.Key> named(String wanted) {
        List<StoredContents.Key> named = contents.keysNamed(wanted);
        if (!named.isEmpty()) {
            return named;
        }
        if (contents.hasCertificateNamed(wanted)) {
            throw context.refuse(
                    Reason.NO_PRIVATE_KEY,
                    "The entry \"" + shown(wanted) + "\" in " + context.origin()
                            + " is a certificate without a private key. Entries with a key: " + names() + ".");
        }
        if (contents.hasSecretKeyNamed(wanted)) {
            throw context.refuse(
                    Reason.NO_PRIVATE_KEY,
                    "The entry \"" + shown(wanted) + "\" in " + context.origin()
                            + " is a secret key, which encrypts data, and not the private key of a certificate."
                            + " Entries with a private key: " + names() + ".");
        }
        throw context.refuse(
                Reason.NO_SUCH_ALIAS,
                context.origin() + " has no entry named \"" + shown(wanted) + "\". Entries with a private key: "
                        + names() + ". Use one of these names, or no name if there is only one.");
    }

    /** Some of several keys may have no certificate: if only one has a certificate, that one is selected. */
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
                material = material(key);
            } catch (ClientCertificateException e) {
                // Without its password it is unknown whether this key has a certificate.
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
        KeyMaterial material = material(key);
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
        return contents.linkedTo(key).stream()
                .map(StoredContents.Loose::certificate)
                .findFirst()
                .orElse(null);
    }

    /** The key itself decides, not the file's attributes. If several certificates belong to one key, the newest is used. */
    private @Nullable X509Certificate leafFor(StoredContents.Key key, KeyMaterial material) {
        X509Certificate claimed = claimedLeaf(key);
        if (claimed != null && material.publicId().equals(KeyMaterial.publicId(claimed.getPublicKey()))) {
            return claimed;
        }
        return byPublicKey().getOrDefault(material.publicId(), List.of()).stream()
                .max(Comparator.comparing(X509Certificate::getNotBefore))
                .orElse(null);
    }

    private Map<Object, List<X509Certificate>> byPublicKey() {
        if (byPublicKey == null) {
            Map<Object, List<X509Certificate>> index = new HashMap<>();
            for (X509Certificate certificate : contents.certificates()) {
                Object id = KeyMaterial.publicId(certificate.getPublicKey());
                if (id != null) {
                    index.computeIfAbsent(id, first -> new ArrayList<>()).add(certificate);
                }
            }
            byPublicKey = index;
        }
        return byPublicKey;
    }

    /** The key of an entry, decrypted. Nothing but the library's own exceptions comes out of a malicious file here either. */
    private KeyMaterial material(StoredContents.Key key) {
        try {
            return KeyMaterial.of(key.opener().get(), context);
        } catch (CalloutException e) {
            throw e;
        } catch (RuntimeException e) {
            // No cause: the message of a cipher or a parser may quote the key.
            throw context.damaged("the encryption of the private key in it is invalid");
        }
    }

    private ClientCertificateException mismatch() {
        if (contents.unreadable() != null) {
            throw unreadable(contents.unreadable());
        }
        List<X509Certificate> certificates =
                contents.certificates().stream().distinct().limit(MAX_NAMES).toList();
        List<String> subjects = certificates.stream()
                .map(certificate -> ForeignText.name(certificate.getSubjectX500Principal()))
                .toList();
        boolean onlyCas = certificates.stream().allMatch(certificate -> certificate.getBasicConstraints() >= 0);
        return context.refuse(
                Reason.KEY_MISMATCH,
                "The private key in " + context.origin() + " does not belong to any of its certificates ("
                        + String.join("; ", subjects)
                        + ")"
                        + (onlyCas ? "; all of them are CA certificates" : "")
                        + ". Add the certificate that was issued for this key, or export the key that was used for"
                        + " the certificate request; compare \"openssl pkey -pubout\" with \"openssl x509 -pubkey\".");
    }

    private ClientCertificateException severalKeys() {
        return context.refuse(
                Reason.SEVERAL_KEYS,
                context.origin() + " has " + contents.keys().size() + " private keys: " + names() + ". Specify which"
                        + " one to use: KeyStoreEntry.withAlias(name), or FILE#name for the callout command.");
    }

    private ClientCertificateException noPrivateKey() {
        if (contents.unreadable() != null) {
            throw unreadable(contents.unreadable());
        }
        if (!contents.hasCertificates()) {
            boolean wrongKind = contents.format() == StoredKey.Format.PEM && contents.other() != null;
            return context.refuse(
                    wrongKind ? Reason.NOT_A_KEY_STORE : Reason.NO_PRIVATE_KEY,
                    context.origin() + " contains "
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
                context.origin() + " contains " + (more == 0 ? "only a certificate (" : (more + 1) + " certificates (")
                        + ForeignText.name(first.getSubjectX500Principal()) + (more == 0 ? "" : " and others")
                        + ") and no private key"
                        + (pem ? "; Salesforce reports this as \"DER input, Integer tag error\"" : "")
                        + ". Combine it with its key: openssl pkcs12 -export -inkey key.pem -in"
                        + " certificate.pem -out identity.p12. The key is on the machine where the certificate was requested.");
    }

    private ClientCertificateException noCertificate() {
        if (contents.unreadable() != null) {
            throw unreadable(contents.unreadable());
        }
        return context.refuse(
                Reason.NO_CERTIFICATE,
                context.origin()
                        + " contains a private key but no certificate. Combine it with the certificate that was"
                        + " issued for it: openssl pkcs12 -export -inkey key.pem -in certificate.pem -out identity.p12.");
    }

    ClientCertificateException unreadable(Parsing.UnreadableCertificate certificate) {
        if (certificate.reason() == Reason.DAMAGED) {
            return context.damaged("a certificate in it cannot be parsed");
        }
        String why = certificate.why();
        return context.refuse(
                certificate.reason(),
                "Java cannot read a certificate in " + context.origin()
                        + (why == null
                                ? ", because its EC key is on a curve other than P-256, P-384, and P-521, or specifies"
                                        + " its curve with explicit parameters. Request a certificate for an RSA key or"
                                        + " a named curve."
                                : ": " + ForeignText.printable(why)
                                        + ". Request a new certificate from the CA, which must follow RFC 5280."));
    }

    private static String shown(String name) {
        return ForeignText.quotable(name, ForeignText.MAX_NAME);
    }

    private String names() {
        List<String> names = contents.names();
        String listed = names.stream().limit(MAX_NAMES).map(KeySelection::shown).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names.size() > MAX_NAMES ? listed + " and others" : listed;
    }
}

package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.jspecify.annotations.Nullable;

/**
 * Reads PKCS#12 (RFC 7292) from its ASN.1. This also opens files that neither the JDK's nor Bouncy Castle's key store accepts, and
 * distinguishes a wrong password from a damaged file.
 */
final class Pkcs12Reader {

    private static final int MAX_NESTED_BAGS = 8;

    /** An encrypted part of the file. */
    private record EncryptedSafe(PbeScheme scheme, ASN1OctetString content) {}

    private final KeyStoreFileContext context;
    private final StoredContents contents = new StoredContents(StoredKey.Format.PKCS12);

    /** Whether the store's password is known to be right. */
    private boolean passwordVerified;

    private Pkcs12Reader(KeyStoreFileContext context) {
        this.context = context;
    }

    static StoredContents read(ASN1Sequence pfx, KeyStoreFileContext context) throws IOException {
        return new Pkcs12Reader(context).read(pfx);
    }

    /**
     * Charges what the file asks for, without doing it.
     *
     * @throws ClientCertificateException if it is more than the limit, or the file is not one that this reader supports
     */
    static void charge(ASN1Sequence pfx, KeyStoreFileContext context) throws IOException {
        Pkcs12Reader reader = new Pkcs12Reader(context);
        byte[] authenticated = reader.authenticatedSafe(pfx);
        var unusedMac = reader.mac(pfx);
        var unusedSafes = reader.encryptedSafes(authenticated);
    }

    private StoredContents read(ASN1Sequence pfx) throws IOException {
        // All visible costs are charged before the first derivation.
        byte[] authenticated = authenticatedSafe(pfx);
        Pkcs12Mac mac = mac(pfx);
        List<EncryptedSafe> encrypted = encryptedSafes(authenticated);
        if (mac != null) {
            if (!mac.matches(authenticated, context.storePassword())) {
                throw macMismatch(mac, authenticated);
            }
            passwordVerified = true;
        }
        for (EncryptedSafe safe : encrypted) {
            addBags(decrypt(safe), 0);
        }
        return contents;
    }

    private @Nullable Pkcs12Mac mac(ASN1Sequence pfx) {
        return pfx.size() < 3 ? null : Pkcs12Mac.of(MacData.getInstance(pfx.getObjectAt(2)), context);
    }

    /** Reads the parts that are not encrypted, and returns the others. */
    private List<EncryptedSafe> encryptedSafes(byte[] authenticated) throws IOException {
        List<EncryptedSafe> encrypted = new ArrayList<>();
        for (ASN1Encodable element : Parsing.sequence(authenticated, context)) {
            ContentInfo safe = ContentInfo.getInstance(element);
            if (PKCSObjectIdentifiers.data.equals(safe.getContentType())) {
                byte[] plain = ASN1OctetString.getInstance(safe.getContent()).getOctets();
                addBags(Parsing.sequence(plain, context), 0);
            } else if (PKCSObjectIdentifiers.encryptedData.equals(safe.getContentType())) {
                EncryptedData data = EncryptedData.getInstance(safe.getContent());
                if (data.getContent() != null) {
                    PbeScheme scheme = PbeScheme.of(data.getEncryptionAlgorithm(), context);
                    encrypted.add(new EncryptedSafe(scheme, data.getContent()));
                }
            } else {
                throw publicKeyMode("encrypted");
            }
        }
        return encrypted;
    }

    private byte[] authenticatedSafe(ASN1Sequence pfx) {
        ASN1Integer version = ASN1Integer.getInstance(pfx.getObjectAt(0));
        if (!version.hasValue(3)) {
            throw context.refuse(
                    Reason.UNSUPPORTED,
                    context.origin() + " is a PKCS#12 file of version " + Parsing.shown(version)
                            + "; only version 3 exists (RFC 7292). Export it again with OpenSSL or keytool.");
        }
        ContentInfo outer = ContentInfo.getInstance(pfx.getObjectAt(1));
        if (!PKCSObjectIdentifiers.data.equals(outer.getContentType())) {
            throw publicKeyMode("signed");
        }
        return ASN1OctetString.getInstance(outer.getContent()).getOctets();
    }

    private ClientCertificateException publicKeyMode(String how) {
        return context.refuse(
                Reason.UNSUPPORTED,
                context.origin() + " is a PKCS#12 file " + how
                        + " with a public key instead of a password, which is not supported. Export it again with a"
                        + " password.");
    }

    private ASN1Sequence decrypt(EncryptedSafe safe) {
        byte[] content = safe.content.getOctets();
        if (!safe.scheme.fits(content)) {
            throw context.damaged("an encrypted part of it has an impossible length of " + content.length + " bytes");
        }
        ASN1Sequence bags = safe.scheme.open(content, context.storePassword(), Parsing::decryptedSequence);
        if (bags != null) {
            passwordVerified = true;
            return bags;
        }
        // openssl pkcs12 -twopass: one password for the MAC, another for the encryption.
        for (Password password : context.hasOwnKeyPassword() ? context.keyPasswords() : List.<Password>of()) {
            bags = safe.scheme.open(content, password, Parsing::decryptedSequence);
            if (bags != null) {
                return bags;
            }
        }
        if (passwordVerified) {
            throw context.refuse(
                    Reason.WRONG_KEY_PASSWORD,
                    "The password opens " + context.origin()
                            + ", but its content is encrypted with another one (as openssl pkcs12 -twopass does)."
                            + " Supply that one as the key password, or export the file again with a single password.");
        }
        throw context.wrongPassword("its content cannot be decrypted with it");
    }

    /** Recognizes two common mistakes: a password for a file without one, and a password with a trailing line break. */
    private ClientCertificateException macMismatch(Pkcs12Mac mac, byte[] content) {
        Password given = context.storePassword();
        try (Password none = new Password(null);
                Password stripped = given.stripped()) {
            if (!given.isEmpty() && mac.affords(none) && mac.matches(content, none)) {
                return context.refuse(
                        Reason.WRONG_PASSWORD,
                        "The password does not open " + context.origin()
                                + ": the file has none, or an empty one. Omit the password.");
            }
            if (stripped != null && mac.affords(stripped) && mac.matches(content, stripped)) {
                return context.refuse(
                        Reason.WRONG_PASSWORD,
                        "The password for " + context.origin()
                                + " has an extra leading or trailing space or line break. Remove it; the rest of the"
                                + " password is correct.");
            }
            return context.wrongPassword("its MAC does not match");
        }
    }

    private void addBags(ASN1Sequence bags, int depth) throws IOException {
        for (ASN1Encodable element : bags) {
            SafeBag bag = SafeBag.getInstance(element);
            ASN1ObjectIdentifier kind = bag.getBagId();
            String name = name(bag.getBagAttributes());
            String localKeyId = localKeyId(bag.getBagAttributes());
            if (PKCSObjectIdentifiers.keyBag.equals(kind)) {
                PrivateKeyInfo key = PrivateKeyInfo.getInstance(bag.getBagValue());
                contents.add(new StoredContents.Key(
                        name, localKeyId, List.of(), () -> key, attributes(bag.getBagAttributes())));
            } else if (PKCSObjectIdentifiers.pkcs8ShroudedKeyBag.equals(kind)) {
                var shrouded = EncryptedPrivateKeyInfo.getInstance(bag.getBagValue());
                PbeScheme scheme = PbeScheme.of(shrouded.getEncryptionAlgorithm(), context);
                byte[] data = shrouded.getEncryptedData();
                contents.add(new StoredContents.Key(
                        name, localKeyId, List.of(), () -> openKey(scheme, data), attributes(bag.getBagAttributes())));
            } else if (PKCSObjectIdentifiers.certBag.equals(kind)) {
                addCertificate(CertBag.getInstance(bag.getBagValue()), name, localKeyId);
            } else if (PKCSObjectIdentifiers.safeContentsBag.equals(kind)) {
                if (depth == MAX_NESTED_BAGS) {
                    throw context.damaged("its bags are nested more than " + MAX_NESTED_BAGS + " levels deep");
                }
                addBags(ASN1Sequence.getInstance(bag.getBagValue()), depth + 1);
            } else if (PKCSObjectIdentifiers.secretBag.equals(kind)) {
                contents.addSecretKey(name);
            } else {
                contents.addOther("an entry of kind " + Parsing.shown(kind));
            }
        }
    }

    private void addCertificate(CertBag bag, @Nullable String name, @Nullable String localKeyId) {
        if (!PKCSObjectIdentifiers.x509Certificate.equals(bag.getCertId())) {
            contents.addOther("a certificate that is not an X.509 certificate");
            return;
        }
        byte[] der = ASN1OctetString.getInstance(bag.getCertValue()).getOctets();
        try {
            contents.add(new StoredContents.Loose(Parsing.certificate(der), name, localKeyId));
        } catch (CertificateException e) {
            contents.addUnreadable(der, e);
        }
    }

    private PrivateKeyInfo openKey(PbeScheme scheme, byte[] data) {
        return KeyDecryption.open(scheme, data, passwordVerified, context);
    }

    private static @Nullable String name(@Nullable ASN1Set attributes) {
        return attribute(attributes, PKCSObjectIdentifiers.pkcs_9_at_friendlyName) instanceof ASN1String name
                        && !name.getString().isEmpty()
                ? name.getString()
                : null;
    }

    private static @Nullable String localKeyId(@Nullable ASN1Set attributes) {
        return attribute(attributes, PKCSObjectIdentifiers.pkcs_9_at_localKeyId) instanceof ASN1OctetString id
                ? HexFormat.of().formatHex(id.getOctets())
                : null;
    }

    private static Map<String, byte[]> attributes(@Nullable ASN1Set attributes) throws IOException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        if (attributes != null) {
            for (ASN1Encodable element : attributes) {
                Attribute attribute = Attribute.getInstance(element);
                if (attribute.getAttrValues().size() > 0) {
                    values.put(
                            attribute.getAttrType().getId(),
                            attribute
                                    .getAttrValues()
                                    .getObjectAt(0)
                                    .toASN1Primitive()
                                    .getEncoded("DER"));
                }
            }
        }
        return values;
    }

    /** Attributes only supply names, so an invalid one is ignored. */
    private static @Nullable ASN1Encodable attribute(@Nullable ASN1Set attributes, ASN1ObjectIdentifier type) {
        if (attributes == null) {
            return null;
        }
        for (ASN1Encodable element : attributes) {
            Attribute attribute = Attribute.getInstance(element);
            if (attribute.getAttrType().equals(type)
                    && attribute.getAttrValues().size() > 0) {
                return attribute.getAttrValues().getObjectAt(0);
            }
        }
        return null;
    }
}

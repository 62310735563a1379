package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.bc.EncryptedObjectStoreData;
import org.bouncycastle.asn1.bc.EncryptedPrivateKeyData;
import org.bouncycastle.asn1.bc.ObjectData;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.bc.ObjectStoreData;
import org.bouncycastle.asn1.bc.ObjectStoreIntegrityCheck;
import org.bouncycastle.asn1.bc.PbkdMacIntegrityCheck;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads BCFKS from its ASN.1 ({@code org.bouncycastle.asn1.bc}), because Bouncy Castle's key store class derives each key with whatever
 * iteration count the file asks for. Each key is derived from the password with its purpose appended.
 */
final class BcfksReader {

    private static final BigInteger CERTIFICATE = BigInteger.ZERO;
    private static final List<BigInteger> PRIVATE_KEYS = List.of(BigInteger.ONE, BigInteger.valueOf(3));

    private final KeyStoreFileContext context;
    private final StoredContents contents = new StoredContents(StoredKey.Format.BCFKS);

    private BcfksReader(KeyStoreFileContext context) {
        this.context = context;
    }

    static StoredContents read(ASN1Sequence sequence, KeyStoreFileContext context) throws IOException {
        return new BcfksReader(context).read(ObjectStore.getInstance(sequence));
    }

    private StoredContents read(ObjectStore store) throws IOException {
        ObjectStoreIntegrityCheck check = store.getIntegrityCheck();
        if (check.getType() != ObjectStoreIntegrityCheck.PBKD_MAC_CHECK) {
            throw context.refuse(
                    Reason.UNSUPPORTED,
                    context.origin()
                            + " is a BCFKS key store that is protected with a signature instead of a password, which"
                            + " is not supported. Save it again with a password.");
        }
        var mac = PbkdMacIntegrityCheck.getInstance(check.getIntegrityCheck());
        Supplier<Digest> digest = Digests.ofPrf(mac.getMacAlgorithm().getAlgorithm());
        if (digest == null) {
            throw KeyDerivation.unsupported(
                    context, "the MAC " + Parsing.shown(mac.getMacAlgorithm().getAlgorithm()));
        }
        KeyDerivation.Charged macKey = macKey(mac, digest);
        ASN1Encodable data = store.getStoreData();
        PbeScheme scheme = data instanceof EncryptedObjectStoreData encrypted
                ? PbeScheme.of(encrypted.getEncryptionAlgorithm(), context)
                : null;
        if (!macMatches(mac, digest, macKey, data.toASN1Primitive().getEncoded())) {
            throw context.wrongPassword("its MAC does not match");
        }
        ObjectStoreData plain;
        if (scheme != null && data instanceof EncryptedObjectStoreData encrypted) {
            ASN1Sequence opened = open(
                    scheme,
                    encrypted.getEncryptedContent().getOctets(),
                    context.storePassword(),
                    "STORE_ENCRYPTION",
                    Parsing::decryptedSequence);
            if (opened == null) {
                throw context.wrongPassword("its content cannot be decrypted with it");
            }
            plain = ObjectStoreData.getInstance(opened);
        } else {
            plain = ObjectStoreData.getInstance(data);
        }
        for (ASN1Encodable element : plain.getObjectDataSequence()) {
            add(ObjectData.getInstance(element));
        }
        return contents;
    }

    private void add(ObjectData entry) throws IOException {
        if (CERTIFICATE.equals(entry.getType())) {
            X509Certificate certificate = certificate(entry.getData());
            if (certificate != null) {
                contents.add(new StoredContents.Loose(certificate, entry.getIdentifier(), null));
            }
            return;
        }
        if (!PRIVATE_KEYS.contains(entry.getType())) {
            contents.addSecretKey(entry.getIdentifier());
            return;
        }
        var data = EncryptedPrivateKeyData.getInstance(Parsing.sequence(entry.getData(), context));
        EncryptedPrivateKeyInfo info = data.getEncryptedPrivateKeyInfo();
        PbeScheme scheme = PbeScheme.of(info.getEncryptionAlgorithm(), context);
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate element : data.getCertificateChain()) {
            X509Certificate certificate = certificate(element.getEncoded());
            if (certificate != null) {
                chain.add(certificate);
            }
        }
        contents.add(new StoredContents.Key(
                entry.getIdentifier(), null, List.copyOf(chain), () -> openKey(scheme, info.getEncryptedData())));
    }

    private PrivateKeyInfo openKey(PbeScheme scheme, byte[] data) {
        for (Password password : context.keyPasswords()) {
            PrivateKeyInfo key = open(scheme, data, password, "PRIVATE_KEY_ENCRYPTION", Parsing::decryptedKey);
            if (key != null) {
                return key;
            }
        }
        throw KeyDecryption.wrongPassword(true, context);
    }

    private @Nullable X509Certificate certificate(byte[] der) {
        try {
            return Parsing.certificate(der);
        } catch (CertificateException e) {
            contents.addUnreadable(der, e);
            return null;
        }
    }

    private KeyDerivation.Charged macKey(PbkdMacIntegrityCheck mac, Supplier<Digest> digest) {
        KeyDerivation.Stated stated = KeyDerivation.ofPkcs5(
                AlgorithmIdentifier.getInstance(mac.getPbkdAlgorithm().toASN1Primitive()), context);
        int length = stated.keyLength() == 0 ? digest.get().getDigestSize() : stated.keyLength();
        return KeyDerivation.Charged.of(stated.derivation(), length, 0, context);
    }

    private boolean macMatches(
            PbkdMacIntegrityCheck mac, Supplier<Digest> digest, KeyDerivation.Charged key, byte[] content) {
        HMac hmac = new HMac(digest.get());
        byte[] form = form(context.storePassword(), "INTEGRITY_CHECK");
        byte[] derived = key.derive(form).key();
        hmac.init(new KeyParameter(derived));
        hmac.update(content, 0, content.length);
        byte[] actual = new byte[hmac.getMacSize()];
        hmac.doFinal(actual, 0);
        Arrays.fill(derived, (byte) 0);
        Arrays.fill(form, (byte) 0);
        return MessageDigest.isEqual(actual, mac.getMac());
    }

    private static <T> @Nullable T open(
            PbeScheme scheme, byte[] data, Password password, String purpose, Function<byte[], @Nullable T> parser) {
        return scheme.open(data, List.of(form(password, purpose)), parser);
    }

    private static byte[] form(Password password, String purpose) {
        byte[] secret = password.forBcfks();
        byte[] suffix = new Password(purpose.toCharArray()).forBcfks();
        byte[] both = Arrays.copyOf(secret, secret.length + suffix.length);
        System.arraycopy(suffix, 0, both, secret.length, suffix.length);
        Arrays.fill(secret, (byte) 0);
        return both;
    }
}

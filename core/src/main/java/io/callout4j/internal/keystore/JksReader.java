package io.callout4j.internal.keystore;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.digests.SHA1Digest;

/**
 * Reads JKS and JCEKS entry by entry. The JDK's key stores open either all keys with one password or none, allocate as much as the file
 * says, and report a damaged file as a wrong password.
 */
final class JksReader {

    static final int JKS_MAGIC = 0xFEEDFEED;
    static final int JCEKS_MAGIC = 0xCECECECE;
    private static final int DIGEST_LENGTH = 20;

    /** The classes of a serialized secret key in JCEKS. */
    private static final Set<String> SEALED_KEY_CLASSES =
            Set.of("javax.crypto.SealedObject", "com.sun.crypto.provider.SealedObjectForKeyProtector", "[B");

    private final byte[] data;
    private final KeyStoreFileContext context;
    private final DataInputStream in;
    private final ByteArrayInputStream bytes;
    private boolean passwordVerified;

    private JksReader(byte[] data, KeyStoreFileContext context) {
        this.data = data;
        this.context = context;
        this.bytes = new ByteArrayInputStream(data);
        this.in = new DataInputStream(bytes);
    }

    static StoredContents read(byte[] data, KeyStoreFileContext context) throws IOException {
        JksReader reader = new JksReader(data, context);
        try {
            return reader.read();
        } catch (EOFException e) {
            throw context.truncated("it ends after " + data.length + " bytes, within an entry or its digest");
        }
    }

    private StoredContents read() throws IOException {
        boolean jceks = in.readInt() == JCEKS_MAGIC;
        context.noteLegacy(jceks ? "JCEKS (MD5, 3DES)" : "JKS (SHA-1)");
        int version = in.readInt();
        if (version != 1 && version != 2) {
            throw context.damaged("its version is " + version + " instead of 1 or 2");
        }
        StoredContents contents = new StoredContents(jceks ? StoredKey.Format.JCEKS : StoredKey.Format.JKS);
        int count = in.readInt();
        if (count < 0) {
            throw context.damaged("its header says that it has " + count + " entries");
        }
        for (int i = 0; i < count; i++) {
            int tag = in.readInt();
            String alias = in.readUTF();
            in.readLong();
            switch (tag) {
                case 1 -> addKey(contents, alias, version);
                case 2 -> addCertificate(contents, alias, version);
                case 3 -> skipSecretKey(contents, alias, jceks);
                default -> throw context.damaged("entry " + (i + 1) + " has the unknown type " + tag);
            }
        }
        checkDigest();
        return contents;
    }

    private void addKey(StoredContents contents, String alias, int version) throws IOException {
        byte[] key = block();
        var info = EncryptedPrivateKeyInfo.getInstance(Parsing.sequence(key, context));
        JavaKeyProtection protection = JavaKeyProtection.of(info, context);
        PbeScheme scheme = protection != null ? null : PbeScheme.of(info.getEncryptionAlgorithm(), context);
        int length = in.readInt();
        List<X509Certificate> chain = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            byte[] der = certificateBlock(version);
            try {
                chain.add(Parsing.certificate(der));
            } catch (CertificateException e) {
                contents.addUnreadable(der, e);
            }
        }
        contents.add(new StoredContents.Key(alias, null, List.copyOf(chain), () -> {
            if (scheme != null) {
                return KeyDecryption.open(scheme, info.getEncryptedData(), passwordVerified, context);
            }
            for (Password password : context.keyPasswords()) {
                PrivateKeyInfo opened = protection == null ? null : protection.open(password);
                if (opened != null) {
                    return opened;
                }
            }
            throw KeyDecryption.wrongPassword(passwordVerified, context);
        }));
    }

    private void addCertificate(StoredContents contents, String alias, int version) throws IOException {
        byte[] der = certificateBlock(version);
        try {
            contents.add(new StoredContents.Loose(Parsing.certificate(der), alias, null));
        } catch (CertificateException e) {
            contents.addUnreadable(der, e);
        }
    }

    /** A secret key is a serialized Java object without a length in front: only reading it shows where it ends. */
    private void skipSecretKey(StoredContents contents, String alias, boolean jceks) throws IOException {
        if (!jceks) {
            throw context.damaged("it contains a secret key, which JKS does not support");
        }
        int left = bytes.available();
        try {
            ObjectInputStream objects = new SealedKeyStream(in);
            objects.setObjectInputFilter(info -> permit(info, left));
            objects.readObject();
        } catch (EOFException e) {
            throw e;
        } catch (ClassNotFoundException | IOException | RuntimeException e) {
            throw context.damaged("the secret key in it is not a sealed key of the JDK");
        }
        contents.addSecretKey(alias);
    }

    private static ObjectInputFilter.Status permit(ObjectInputFilter.FilterInfo info, int left) {
        return info.depth() <= 4 && info.references() <= 32 && info.arrayLength() <= left
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    /** Accepts only the classes of a sealed key; any other name in the file is rejected before its class is looked up. */
    private static final class SealedKeyStream extends ObjectInputStream {

        SealedKeyStream(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            if (!SEALED_KEY_CLASSES.contains(description.getName())) {
                throw new InvalidClassException("not part of a sealed key");
            }
            return super.resolveClass(description);
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("not part of a sealed key");
        }
    }

    private void checkDigest() throws IOException {
        int end = data.length - bytes.available();
        byte[] digest = in.readNBytes(DIGEST_LENGTH);
        if (digest.length < DIGEST_LENGTH) {
            throw new EOFException();
        }
        Password password = context.storePassword();
        if (!password.isGiven()) {
            // Like the JDK: without a password nothing is checked. The keys have their own passwords.
            return;
        }
        byte[] form = password.forJks();
        byte[] whitener = "Mighty Aphrodite".getBytes(StandardCharsets.UTF_8);
        byte[] actual = JavaKeyProtection.digest(new SHA1Digest(), form, whitener, Arrays.copyOf(data, end));
        Arrays.fill(form, (byte) 0);
        if (!MessageDigest.isEqual(digest, actual)) {
            throw context.wrongPassword("its digest does not match");
        }
        passwordVerified = true;
    }

    private byte[] certificateBlock(int version) throws IOException {
        if (version == 2) {
            in.readUTF();
        }
        return block();
    }

    private byte[] block() throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw context.damaged("a length in it is negative");
        }
        if (length > bytes.available()) {
            throw new EOFException();
        }
        return in.readNBytes(length);
    }
}

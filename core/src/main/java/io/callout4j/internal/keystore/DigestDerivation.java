package io.callout4j.internal.keystore;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The schemes that repeat a digest. The loops are here, and not those of Bouncy Castle, because those cannot be interrupted: a file within
 * the limits keeps a thread busy for seconds, longer than most callouts may take.
 *
 * @param iterations the count in the file; at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // read once from a file and never changed
record DigestDerivation(Scheme scheme, Supplier<Digest> digest, byte[] salt, int iterations) implements KeyDerivation {

    private static final int ITERATIONS_BETWEEN_CHECKS = 1024;

    @SuppressWarnings("ImmutableEnumChecker") // the function is a reference to a method, without state
    enum Scheme {
        /** RFC 7292, appendix B. */
        PKCS12(Password::forPkcs12),
        /** The same for the key of a MAC. */
        PKCS12_MAC(Password::forPkcs12),
        /** RFC 8018, 5.1: key and IV are two halves of one digest. */
        PBKDF1(Password::forPkcs5),
        /** RFC 8018, 5.2. */
        PBKDF2(Password::forPkcs5),
        /** The JDK's PBEWithMD5AndTripleDES: each half of the salt is hashed separately with the password. */
        JCEKS(password -> List.of(password.forJceks()));

        private final Function<Password, List<byte[]>> forms;

        Scheme(Function<Password, List<byte[]>> forms) {
            this.forms = forms;
        }
    }

    @Override
    public long cost(int keyLength, int ivLength) {
        int hashLength = digest.get().getDigestSize();
        long blocks =
                switch (scheme) {
                    case PKCS12, PKCS12_MAC -> blocks(keyLength, hashLength) + blocks(ivLength, hashLength);
                    case PBKDF1 -> 1;
                    case PBKDF2, JCEKS -> blocks((long) keyLength + ivLength, hashLength);
                };
        return iterations * blocks * Digests.weight(digest.get());
    }

    private static long blocks(long length, int hashLength) {
        return (length + hashLength - 1) / hashLength;
    }

    @Override
    public List<byte[]> forms(Password password) {
        return scheme.forms.apply(password);
    }

    @Override
    public Derived derive(byte[] password, int keyLength, int ivLength) {
        return switch (scheme) {
            case PKCS12 -> new Derived(pkcs12(1, password, keyLength), pkcs12(2, password, ivLength));
            case PKCS12_MAC -> new Derived(pkcs12(3, password, keyLength), new byte[0]);
            case PBKDF1 -> Derived.split(pbkdf1(password), keyLength, ivLength);
            case PBKDF2 -> Derived.split(pbkdf2(password, keyLength + ivLength), keyLength, ivLength);
            case JCEKS -> Derived.split(jceks(password), keyLength, ivLength);
        };
    }

    /** Ends the derivation if nobody waits for it any more. */
    private static void check(int iteration) {
        if (iteration % ITERATIONS_BETWEEN_CHECKS == 0 && Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }

    /** Hashes a block again and again, in place. */
    private void repeat(Digest hash, byte[] block) {
        for (int i = 1; i < iterations; i++) {
            check(i);
            hash.update(block, 0, block.length);
            hash.doFinal(block, 0);
        }
    }

    /** RFC 7292, appendix B.2, with its names. */
    private byte[] pkcs12(int id, byte[] password, int length) {
        Digest hash = digest.get();
        int v = ((ExtendedDigest) hash).getByteLength();
        byte[] d = new byte[v];
        Arrays.fill(d, (byte) id);
        byte[] s = repeated(salt, v);
        byte[] p = repeated(password, v);
        byte[] i = Arrays.copyOf(s, s.length + p.length);
        System.arraycopy(p, 0, i, s.length, p.length);
        byte[] a = new byte[hash.getDigestSize()];
        byte[] key = new byte[length];
        for (int at = 0; at < length; at += a.length) {
            hash.update(d, 0, v);
            hash.update(i, 0, i.length);
            hash.doFinal(a, 0);
            repeat(hash, a);
            System.arraycopy(a, 0, key, at, Math.min(a.length, length - at));
            byte[] b = repeated(a, v);
            for (int chunk = 0; chunk < i.length; chunk += v) {
                addPlusOne(i, chunk, b, v);
            }
        }
        Arrays.fill(i, (byte) 0);
        Arrays.fill(p, (byte) 0);
        return key;
    }

    /** Copies of some bytes, up to a multiple of a length. */
    private static byte[] repeated(byte[] bytes, int multiple) {
        byte[] all = new byte[multiple * ((bytes.length + multiple - 1) / multiple)];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    private static void addPlusOne(byte[] number, int from, byte[] b, int length) {
        int carry = 1;
        for (int i = length - 1; i >= 0; i--) {
            carry += (number[from + i] & 0xff) + (b[i] & 0xff);
            number[from + i] = (byte) carry;
            carry >>>= 8;
        }
    }

    private byte[] pbkdf1(byte[] password) {
        Digest hash = digest.get();
        byte[] block = JavaKeyProtection.digest(hash, password, salt);
        repeat(hash, block);
        return block;
    }

    private byte[] pbkdf2(byte[] password, int length) {
        HMac prf = new HMac(digest.get());
        prf.init(new KeyParameter(password));
        byte[] u = new byte[prf.getMacSize()];
        byte[] key = new byte[length];
        for (int number = 1, at = 0; at < length; number++, at += u.length) {
            byte[] index = {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
            prf.update(salt, 0, salt.length);
            prf.update(index, 0, index.length);
            prf.doFinal(u, 0);
            byte[] t = u.clone();
            for (int i = 1; i < iterations; i++) {
                check(i);
                prf.update(u, 0, u.length);
                prf.doFinal(u, 0);
                for (int k = 0; k < t.length; k++) {
                    t[k] ^= u[k];
                }
            }
            System.arraycopy(t, 0, key, at, Math.min(t.length, length - at));
        }
        return key;
    }

    private byte[] jceks(byte[] password) {
        byte[] eight = salt.clone();
        if (Arrays.equals(eight, 0, 4, eight, 4, 8)) {
            // Equal halves would give equal keys. The JDK intends to reverse one half but, because of a bug, does this.
            byte first = eight[0];
            byte second = eight[1];
            eight[0] = eight[3];
            eight[2] = first;
            eight[1] = eight[2];
            eight[2] = second;
        }
        Digest hash = digest.get();
        byte[] derived = new byte[32];
        for (int half = 0; half < 2; half++) {
            byte[] block = Arrays.copyOfRange(eight, half * 4, half * 4 + 4);
            for (int i = 0; i < iterations; i++) {
                check(i);
                block = JavaKeyProtection.digest(hash, block, password);
            }
            System.arraycopy(block, 0, derived, half * 16, 16);
        }
        return derived;
    }
}

package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

/** Derives a key from a password, at a cost that the parameters in a file determine and that is known before any work is done. */
sealed interface KeyDerivation permits DigestDerivation, KeyDerivation.Scrypt {

    /** No cipher has a longer key, and the block of no usual HMAC is longer; a file that asks for more only causes work. */
    int LONGEST_KEY = 128;

    /** What scrypt may take. Tools use 16 or 32 MiB, and OpenSSL by default refuses to use more than 32. */
    long MOST_MEMORY = 128L << 20;

    /** In iterations of a common hash; for scrypt N*r*p. */
    long cost(int keyLength, int ivLength);

    /** The byte strings that tools derive from the password for this scheme. */
    List<byte[]> forms(Password password);

    /** The key, and the IV for the schemes that derive one. */
    Derived derive(byte[] password, int keyLength, int ivLength);

    /** A key with its IV; whoever uses them wipes them. */
    @SuppressWarnings("ArrayRecordComponent") // passed from one method to the next
    record Derived(byte[] key, byte[] iv) {

        static Derived split(byte[] both, int keyLength, int ivLength) {
            Derived parts = new Derived(
                    Arrays.copyOf(both, keyLength), Arrays.copyOfRange(both, keyLength, keyLength + ivLength));
            Arrays.fill(both, (byte) 0);
            return parts;
        }

        void wipe() {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(iv, (byte) 0);
        }
    }

    /**
     * A key derivation whose cost has been charged once, when the file was read. Each further attempt, with another encoding of the password or
     * another password, is charged before it begins. So nothing derives a key without paying, and the limit bounds what is actually done. For a
     * single thread.
     */
    final class Charged {

        private final KeyDerivation derivation;
        private final int keyLength;
        private final int ivLength;
        private final KeyStoreFileContext context;
        private final long cost;
        private boolean paid = true;

        private Charged(KeyDerivation derivation, int keyLength, int ivLength, KeyStoreFileContext context) {
            this.derivation = derivation;
            this.keyLength = keyLength;
            this.ivLength = ivLength;
            this.context = context;
            this.cost = derivation.cost(keyLength, ivLength);
        }

        /**
         * Charges the first attempt.
         *
         * @param keyLength in bytes
         * @param ivLength in bytes; 0 if the file specifies the IV
         * @throws io.callout4j.error.ClientCertificateException if it costs more than the limit
         */
        static Charged of(KeyDerivation derivation, int keyLength, int ivLength, KeyStoreFileContext context) {
            Charged charged = new Charged(derivation, keyLength, ivLength, context);
            context.spend(charged.cost);
            return charged;
        }

        /** The byte strings that tools derive from the password for this scheme. */
        List<byte[]> forms(Password password) {
            return derivation.forms(password);
        }

        /** Whether the limit permits so many attempts more. */
        boolean affords(int attempts) {
            return context.affords(cost, attempts);
        }

        /**
         * Derives key and IV.
         *
         * @throws io.callout4j.error.CalloutException if the limit does not permit another attempt, or the thread was interrupted
         */
        Derived derive(byte[] password) {
            if (!paid) {
                context.spendAgain(cost);
            }
            paid = false;
            try {
                return derivation.derive(password, keyLength, ivLength);
            } catch (CancellationException e) {
                throw context.interrupted(e);
            }
        }
    }

    /** RFC 7914. */
    final class Scrypt implements KeyDerivation {
        private final byte[] salt;
        private final int n;
        private final int r;
        private final int p;

        Scrypt(byte[] salt, int n, int r, int p) {
            this.salt = salt;
            this.n = n;
            this.r = r;
            this.p = p;
        }

        @Override
        public long cost(int keyLength, int ivLength) {
            return (long) n * r * p;
        }

        @Override
        public List<byte[]> forms(Password password) {
            return password.forPkcs5();
        }

        @Override
        public Derived derive(byte[] password, int keyLength, int ivLength) {
            return Derived.split(SCrypt.generate(password, salt, n, r, p, keyLength + ivLength), keyLength, ivLength);
        }
    }

    /** PBKDF2 or scrypt, with the key length that the file specifies. */
    record Stated(KeyDerivation derivation, int keyLength) {}

    /**
     * Reads PBKDF2 or scrypt parameters.
     *
     * @return the derivation, and the key length in the file or 0
     */
    static Stated ofPkcs5(AlgorithmIdentifier function, KeyStoreFileContext context) {
        ASN1Encodable parameters = function.getParameters();
        if (PKCSObjectIdentifiers.id_PBKDF2.equals(function.getAlgorithm())) {
            PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(parameters);
            Supplier<Digest> prf = Digests.ofPrf(pbkdf2.getPrf().getAlgorithm());
            if (prf == null) {
                throw unsupported(
                        context,
                        "the PBKDF2 function " + Parsing.shown(pbkdf2.getPrf().getAlgorithm()));
            }
            int length = keyLength(pbkdf2.getKeyLength(), context);
            int iterations = iterations(pbkdf2.getIterationCount(), context);
            return new Stated(
                    new DigestDerivation(DigestDerivation.Scheme.PBKDF2, prf, pbkdf2.getSalt(), iterations), length);
        }
        if (MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())) {
            return scrypt(ScryptParams.getInstance(parameters), context);
        }
        throw unsupported(context, "the key derivation " + Parsing.shown(function.getAlgorithm()));
    }

    /** An iteration count. One that is above the limit by itself is rejected; the others are charged with what multiplies them. */
    static int iterations(BigInteger count, KeyStoreFileContext context) {
        if (count.signum() <= 0) {
            throw context.damaged("an iteration count in it is " + (count.signum() == 0 ? "zero" : "negative"));
        }
        long iterations = count.bitLength() > 62 ? Long.MAX_VALUE : count.longValueExact();
        context.requireAffordable(iterations);
        if (iterations > Integer.MAX_VALUE) {
            throw unsupported(context, "an iteration count greater than " + Integer.MAX_VALUE);
        }
        return (int) iterations;
    }

    private static Stated scrypt(ScryptParams params, KeyStoreFileContext context) {
        BigInteger n = params.getCostParameter();
        BigInteger r = params.getBlockSize();
        BigInteger p = params.getParallelizationParameter();
        if (n.signum() <= 0 || r.signum() <= 0 || p.signum() <= 0 || n.bitCount() != 1 || n.bitLength() < 2) {
            throw context.damaged("its scrypt parameters are invalid");
        }
        BigInteger cost = n.multiply(r).multiply(p);
        context.requireAffordable(cost.bitLength() > 62 ? Long.MAX_VALUE : cost.longValueExact());
        BigInteger memory = n.multiply(r).add(r.multiply(p)).shiftLeft(7);
        if (memory.compareTo(BigInteger.valueOf(MOST_MEMORY)) > 0 || cost.bitLength() > 31) {
            throw context.refuse(
                    Reason.TOO_MANY_ITERATIONS,
                    context.origin() + " requires " + memory.shiftRight(20) + " MiB of memory for its scrypt key"
                            + " derivation, which is more than the limit of " + (MOST_MEMORY >> 20)
                            + " MiB. Export the file again with the default settings of OpenSSL, or with PBKDF2.");
        }
        int length = params.getKeyLength() == null ? 0 : keyLength(params.getKeyLength(), context);
        return new Stated(
                new Scrypt(params.getSalt(), n.intValueExact(), r.intValueExact(), p.intValueExact()), length);
    }

    private static int keyLength(@Nullable BigInteger length, KeyStoreFileContext context) {
        if (length == null) {
            return 0;
        }
        if (length.signum() <= 0 || length.bitLength() > 16 || length.intValueExact() > LONGEST_KEY) {
            throw context.damaged("the length of a derived key in it is invalid");
        }
        return length.intValueExact();
    }

    static ClientCertificateException unsupported(KeyStoreFileContext context, String what) {
        return context.refuse(
                Reason.UNSUPPORTED,
                context.origin() + " is protected with " + what
                        + ", which is not supported. Export it again with a common scheme: openssl pkcs12 -export and"
                        + " keytool use AES-256 with PBKDF2.");
    }
}

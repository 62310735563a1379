package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S1ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/** Derives a key from a password: the parameters from a file and their cost, which is known before any work is done. */
sealed interface KeyDerivation {

    /** No cipher or MAC in a key store has a longer key; a file that asks for more only causes work. */
    int LONGEST_KEY = 512;

    /** In iterations; for scrypt N*r*p. */
    long cost();

    /** The byte strings that tools derive from the password for this scheme. */
    List<byte[]> forms(Password password);

    byte[] key(byte[] password, int length);

    /** The IV, for the schemes that derive one. */
    byte[] iv(byte[] password, int keyLength, int length);

    /** A MAC key. */
    default byte[] macKey(byte[] password, int length) {
        return key(password, length);
    }

    /** The schemes that repeat a digest, each as Bouncy Castle implements it. */
    @SuppressWarnings("ImmutableEnumChecker") // the functions are references to constructors and methods, without state
    enum Scheme {
        /** RFC 7292, appendix B. */
        PKCS12(PKCS12ParametersGenerator::new, Password::forPkcs12),
        /** RFC 8018, 5.1: key and IV are two halves of one digest. */
        PBKDF1(PKCS5S1ParametersGenerator::new, Password::forPkcs5),
        /** RFC 8018, 5.2. */
        PBKDF2(PKCS5S2ParametersGenerator::new, Password::forPkcs5);

        private final Function<Digest, PBEParametersGenerator> generator;
        private final Function<Password, List<byte[]>> forms;

        Scheme(Function<Digest, PBEParametersGenerator> generator, Function<Password, List<byte[]>> forms) {
            this.generator = generator;
            this.forms = forms;
        }
    }

    /** One of the iterated schemes with its parameters. */
    record Iterated(Scheme scheme, Supplier<Digest> digest, byte[] salt, long iterations) implements KeyDerivation {

        @Override
        public long cost() {
            return iterations;
        }

        @Override
        public List<byte[]> forms(Password password) {
            return scheme.forms.apply(password);
        }

        @Override
        public byte[] key(byte[] password, int length) {
            return keyOf(generator(password).generateDerivedParameters(length * 8));
        }

        @Override
        public byte[] iv(byte[] password, int keyLength, int length) {
            var both = (ParametersWithIV) generator(password).generateDerivedParameters(keyLength * 8, length * 8);
            return both.getIV();
        }

        @Override
        public byte[] macKey(byte[] password, int length) {
            return keyOf(generator(password).generateDerivedMacParameters(length * 8));
        }

        private PBEParametersGenerator generator(byte[] password) {
            PBEParametersGenerator generator = scheme.generator.apply(digest.get());
            generator.init(password, salt, Math.toIntExact(iterations));
            return generator;
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
        public long cost() {
            return (long) n * r * p;
        }

        @Override
        public List<byte[]> forms(Password password) {
            return password.forPkcs5();
        }

        @Override
        public byte[] key(byte[] password, int length) {
            return SCrypt.generate(password, salt, n, r, p, length);
        }

        @Override
        public byte[] iv(byte[] password, int keyLength, int length) {
            throw new IllegalStateException("PBES2 specifies its IV");
        }
    }

    /** PBKDF2 or scrypt, with the key length that the file specifies. */
    record Stated(KeyDerivation derivation, int keyLength) {}

    /**
     * Reads PBKDF2 or scrypt parameters and charges their cost.
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
                        context, "the PBKDF2 function " + pbkdf2.getPrf().getAlgorithm());
            }
            int length = keyLength(pbkdf2.getKeyLength(), context);
            long iterations = iterations(pbkdf2.getIterationCount(), context);
            return new Stated(new Iterated(Scheme.PBKDF2, prf, pbkdf2.getSalt(), iterations), length);
        }
        if (MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())) {
            return scrypt(ScryptParams.getInstance(parameters), context);
        }
        throw unsupported(context, "the key derivation " + function.getAlgorithm());
    }

    /** An iteration count, charged against the limit. */
    static long iterations(BigInteger count, KeyStoreFileContext context) {
        if (count.signum() <= 0) {
            throw context.damaged("an iteration count in it is " + (count.signum() == 0 ? "zero" : "negative"));
        }
        long iterations = count.bitLength() > 62 ? Long.MAX_VALUE : count.longValueExact();
        context.spend(iterations);
        if (iterations > Integer.MAX_VALUE) {
            throw unsupported(context, "an iteration count greater than " + Integer.MAX_VALUE);
        }
        return iterations;
    }

    private static Stated scrypt(ScryptParams params, KeyStoreFileContext context) {
        BigInteger n = params.getCostParameter();
        BigInteger r = params.getBlockSize();
        BigInteger p = params.getParallelizationParameter();
        if (n.signum() <= 0 || r.signum() <= 0 || p.signum() <= 0 || n.bitCount() != 1 || n.bitLength() < 2) {
            throw context.damaged("its scrypt parameters are invalid");
        }
        BigInteger cost = n.multiply(r).multiply(p);
        context.spend(cost.bitLength() > 62 ? Long.MAX_VALUE : cost.longValueExact());
        BigInteger memory = n.multiply(r).add(r.multiply(p)).shiftLeft(7);
        long heap = Runtime.getRuntime().maxMemory() / 2;
        if (memory.compareTo(BigInteger.valueOf(heap)) > 0 || cost.bitLength() > 31) {
            throw context.refuse(
                    Reason.TOO_MANY_ITERATIONS,
                    context.origin() + " requires " + memory.shiftRight(20) + " MiB of memory for its scrypt key"
                            + " derivation, which is more than half of this JVM's heap. Give the JVM more memory"
                            + " (-Xmx), or export the file again with PBKDF2.");
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

    private static byte[] keyOf(CipherParameters parameters) {
        return ((KeyParameter) parameters).getKey();
    }

    static ClientCertificateException unsupported(KeyStoreFileContext context, String what) {
        return context.refuse(
                Reason.UNSUPPORTED,
                context.origin() + " is protected with " + what
                        + ", which is not supported. Export it again with a common scheme: openssl pkcs12 -export and"
                        + " keytool use AES-256 with PBKDF2.");
    }
}

package io.callout4j.internal.keystore;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file that is being opened: its origin, the passwords, and the work that it has asked for so far. For a single thread and a single
 * file; closing it wipes the passwords.
 */
final class KeyStoreFileContext implements AutoCloseable {

    private final KeyStoreFile.Limits limits;
    private final Password storePassword;
    private final @Nullable Password keyPassword;
    private final @Nullable Password fallbackPassword;
    private final Set<String> legacyAlgorithms = new LinkedHashSet<>();
    private String origin;
    private long work;

    KeyStoreFileContext(
            String origin,
            KeyStoreFile.Limits limits,
            char @Nullable [] storePassword,
            char @Nullable [] keyPassword,
            char @Nullable [] fallbackPassword) {
        this.origin = origin;
        this.limits = limits;
        this.storePassword = new Password(storePassword);
        this.keyPassword = keyPassword == null ? null : new Password(keyPassword);
        this.fallbackPassword = fallbackPassword == null ? null : new Password(fallbackPassword);
    }

    /** A path, or the name of the field that the bytes came from. */
    String origin() {
        return origin;
    }

    /** Sets the origin of what is read next, for an entry that consists of two files. */
    void moveTo(String nextOrigin) {
        origin = nextOrigin;
    }

    KeyStoreFile.Limits limits() {
        return limits;
    }

    Password storePassword() {
        return storePassword;
    }

    /** The passwords to try on a private key. If the key has a configured password, only that one is tried. */
    List<Password> keyPasswords() {
        if (keyPassword != null) {
            return List.of(keyPassword);
        }
        return fallbackPassword == null ? List.of(storePassword) : List.of(storePassword, fallbackPassword);
    }

    /** Whether a password was supplied for the key alone. */
    boolean hasOwnKeyPassword() {
        return keyPassword != null || fallbackPassword != null;
    }

    /** The store's password is wrong; {@code how} says how that showed. */
    ClientCertificateException wrongPassword(String how) {
        if (storePassword.isGiven() && !storePassword.isEmpty()) {
            return refuse(
                    Reason.WRONG_PASSWORD,
                    "The password does not open " + origin + ": " + how + ". Check its case, leading or trailing"
                            + " spaces, and non-ASCII characters. The JDK reports this as \"keystore password was"
                            + " incorrect\", OpenSSL as \"mac verify error\".");
        }
        return refuse(
                Reason.WRONG_PASSWORD,
                origin + " requires a password, but " + (storePassword.isGiven() ? "an empty one" : "none")
                        + " was supplied (" + how + "). Supply the password that was set when it was exported; for"
                        + " clientCert_x, in clientCertPasswd_x.");
    }

    ClientCertificateException refuse(Reason reason, String message) {
        // An origin such as "the certificate file" may begin the sentence.
        String sentence = message.startsWith("the ") ? "T" + message.substring(1) : message;
        return new ClientCertificateException(reason, sentence);
    }

    ClientCertificateException damaged(String what) {
        return refuse(
                Reason.DAMAGED,
                origin + " is damaged: " + what
                        + ". Transfer the file again in binary mode, or export it again where the key was created.");
    }

    ClientCertificateException truncated(String what) {
        return refuse(
                Reason.TRUNCATED,
                origin + " is truncated: " + what + ". Copy or transfer the complete content again, and check whether"
                        + " something truncates it, such as a database column or an input field.");
    }

    /**
     * Adds to the work that the file asks for, before any of it is done.
     *
     * @throws ClientCertificateException if that is more than the limit
     */
    void spend(long iterations) {
        requireAffordable(iterations);
        work += iterations;
    }

    /**
     * Checks work without adding it.
     *
     * @throws ClientCertificateException if it would be more than the limit
     */
    void requireAffordable(long iterations) {
        if (!affords(iterations, 1)) {
            throw refuse(
                    Reason.TOO_MANY_ITERATIONS,
                    origin + " requires " + total(iterations) + " iterations of key derivation, which is more than the"
                            + " limit of " + limits.maxIterations()
                            + ". If you trust the file, raise the limit (IdentityLimits.withMaxIterations); otherwise"
                            + " export it again with the default settings of OpenSSL or keytool.");
        }
    }

    /**
     * Adds the work of another attempt to open the same content.
     *
     * @throws ClientCertificateException if that is more than the limit
     */
    void spendAgain(long iterations) {
        if (!affords(iterations, 1)) {
            throw refuse(
                    Reason.TOO_MANY_ITERATIONS,
                    "The password does not open " + origin + " in its most common encoding, and to try every encoding"
                            + " of the password requires " + total(iterations)
                            + " iterations of key derivation, which is more than the limit of "
                            + limits.maxIterations()
                            + ". Check the password first. If it is correct and has non-ASCII characters, raise the"
                            + " limit (IdentityLimits.withMaxIterations), or export the file again with an ASCII"
                            + " password.");
        }
        work += iterations;
    }

    /** Whether so much more work, several times, is within the limit. */
    boolean affords(long iterations, int times) {
        long left = limits.maxIterations() - work;
        return iterations <= left / times;
    }

    private String total(long more) {
        return more >= Long.MAX_VALUE - work ? "a practically infinite number of" : "at least " + (work + more);
    }

    /** The thread was interrupted, because its callout ended or nobody waits for the result. */
    CalloutConfigurationException interrupted(RuntimeException cause) {
        return new CalloutConfigurationException(
                "The thread was interrupted while " + origin
                        + " was being opened. Nothing was sent; the callout can be repeated.",
                cause);
    }

    void noteLegacy(@Nullable String algorithm) {
        if (algorithm != null) {
            legacyAlgorithms.add(algorithm);
        }
    }

    List<String> legacyAlgorithms() {
        return new ArrayList<>(legacyAlgorithms);
    }

    @Override
    public void close() {
        storePassword.close();
        if (keyPassword != null) {
            keyPassword.close();
        }
        if (fallbackPassword != null) {
            fallbackPassword.close();
        }
    }
}

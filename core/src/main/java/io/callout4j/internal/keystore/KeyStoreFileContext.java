package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file being opened: where it came from, the passwords, and the work that it has asked for so far. Belongs to one
 * thread and ends with the file; closing it wipes the passwords.
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

    /** A path, or the name of the field that the bytes came in. */
    String origin() {
        return origin;
    }

    /** For an entry made of two files: which of them is being read from now on. */
    void moveTo(String nextOrigin) {
        origin = nextOrigin;
    }

    KeyStoreFile.Limits limits() {
        return limits;
    }

    Password storePassword() {
        return storePassword;
    }

    /** The passwords to try on a private key. A configured one stands alone. */
    List<Password> keyPasswords() {
        if (keyPassword != null) {
            return List.of(keyPassword);
        }
        return fallbackPassword == null ? List.of(storePassword) : List.of(storePassword, fallbackPassword);
    }

    /** Whether a password was meant for the key alone. */
    boolean hasOwnKeyPassword() {
        return keyPassword != null || fallbackPassword != null;
    }

    /** The store's password does not open it; {@code how} says by what that showed. */
    ClientCertificateException wrongPassword(String how) {
        if (storePassword.isGiven() && !storePassword.isEmpty()) {
            return refuse(
                    Reason.WRONG_PASSWORD,
                    "The password does not open " + origin + ": " + how + ". Check upper and lower case, blanks at its"
                            + " ends and characters beyond ASCII; the JDK says \"keystore password was incorrect\" here,"
                            + " OpenSSL \"mac verify error\".");
        }
        return refuse(
                Reason.WRONG_PASSWORD,
                origin + " needs a password, and " + (storePassword.isGiven() ? "an empty one" : "none")
                        + " was given: "
                        + how + ". Give the password that it was exported with; for clientCert_x, that is"
                        + " clientCertPasswd_x.");
    }

    ClientCertificateException refuse(Reason reason, String message) {
        // An origin such as "the certificate's file" may open the sentence.
        String sentence = message.startsWith("the ") ? "T" + message.substring(1) : message;
        return new ClientCertificateException(reason, sentence);
    }

    ClientCertificateException damaged(String what) {
        return refuse(
                Reason.DAMAGED,
                origin + " is damaged: " + what
                        + ". Fetch the file again in binary mode, or export it again from where the key was made.");
    }

    ClientCertificateException truncated(String what) {
        return refuse(
                Reason.TRUNCATED,
                origin + " is cut off: " + what
                        + ". The end is missing; copy or transfer the whole of it again, and look for a length limit on the way.");
    }

    /**
     * Adds to the work that the file asks for, before any of it is done.
     *
     * @throws ClientCertificateException where that is more than the limit
     */
    void spend(long iterations) {
        work = iterations > Long.MAX_VALUE - work ? Long.MAX_VALUE : work + iterations;
        if (work > limits.maxIterations()) {
            throw refuse(
                    Reason.TOO_MANY_ITERATIONS,
                    origin + " asks for "
                            + (work == Long.MAX_VALUE ? "a practically endless number of" : "at least " + work)
                            + " iterations of key derivation, more than the limit of " + limits.maxIterations()
                            + ". If you trust the file, raise the limit (IdentityLimits.withMaxIterations);"
                            + " otherwise export it again with ordinary settings, such as those of OpenSSL or keytool.");
        }
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

package io.callout4j.error;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The client certificate cannot be opened or used. Nothing was sent.
 *
 * <pre>{@code
 * } catch (ClientCertificateException e) {
 *     if (e.reason() == ClientCertificateException.Reason.WRONG_PASSWORD) {
 *         askForThePasswordAgain();
 *     }
 * }
 * }</pre>
 *
 * @serial exclude
 */
public final class ClientCertificateException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /** Why a certificate was rejected. {@link #code()} is the name in JSON. */
    public enum Reason {
        /** The password does not open the file. */
        WRONG_PASSWORD,
        /** The file opens; its private key has another password. */
        WRONG_KEY_PASSWORD,
        /** There is no entry or named certificate with that name. */
        NO_SUCH_ALIAS,
        /** Neither a key store nor a certificate nor a key, whatever the file name suggests. */
        NOT_A_KEY_STORE,
        /** The text is not base64: it contains an invalid character. */
        BAD_BASE64,
        /** The file or text is truncated. */
        TRUNCATED,
        /** There is a certificate, but no private key for it. */
        NO_PRIVATE_KEY,
        /** There is a private key, but no certificate for it. */
        NO_CERTIFICATE,
        /** There are several private keys, and it is not specified which one to use. */
        SEVERAL_KEYS,
        /** The private key does not belong to the certificate. */
        KEY_MISMATCH,
        /** The algorithm or format is not supported. */
        UNSUPPORTED,
        /** Larger than the limit. */
        TOO_LARGE,
        /** Opening it requires more key derivation work than the limit allows. */
        TOO_MANY_ITERATIONS,
        /** It is a key store, but its content is invalid. */
        DAMAGED;

        /**
         * The name in JSON.
         *
         * @return the name in lower case with hyphens, such as {@code wrong-password}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    /**
     * Creates one.
     *
     * @param reason why it was rejected
     * @param message what was found, in which file or field, and what to do
     */
    public ClientCertificateException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Creates one with a cause.
     *
     * @param reason why it was rejected
     * @param message what was found, in which file or field, and what to do
     * @param cause the cause, or null
     */
    public ClientCertificateException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
        this.reason = reason;
    }

    /**
     * Why the certificate was rejected.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    @Override
    public String outcome() {
        return "certificate";
    }
}

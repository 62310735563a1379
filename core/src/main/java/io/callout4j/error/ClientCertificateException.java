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

    /** Why a certificate was refused. {@link #code()} is the word in JSON. */
    public enum Reason {
        /** The password does not open the file. */
        WRONG_PASSWORD,
        /** The file opens; its private key has another password. */
        WRONG_KEY_PASSWORD,
        /** No entry, or no named certificate, goes by that name. */
        NO_SUCH_ALIAS,
        /** Neither a key store nor a certificate nor a key, whatever its name says. */
        NOT_A_KEY_STORE,
        /** The text is not base64: a character that does not belong there. */
        BAD_BASE64,
        /** The end is missing. */
        TRUNCATED,
        /** There is a certificate, but no private key to it. */
        NO_PRIVATE_KEY,
        /** There is a private key, but no certificate to it. */
        NO_CERTIFICATE,
        /** There are several private keys, and nothing says which to take. */
        SEVERAL_KEYS,
        /** The private key does not belong to the certificate. */
        KEY_MISMATCH,
        /** An algorithm or a format that is not known here. */
        UNSUPPORTED,
        /** Larger than the limit. */
        TOO_LARGE,
        /** Opening it would take more key derivation work than the limit allows. */
        TOO_MANY_ITERATIONS,
        /** It is a key store, but its content makes no sense. */
        DAMAGED;

        /**
         * The word that stands for it in JSON.
         *
         * @return the name in lower case with hyphens, such as {@code wrong-password}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    /**
     * Makes one.
     *
     * @param reason why it was refused
     * @param message what was found, in which file or field, and what to do
     */
    public ClientCertificateException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Makes one with what led to it.
     *
     * @param reason why it was refused
     * @param message what was found, in which file or field, and what to do
     * @param cause what led to it, or null
     */
    public ClientCertificateException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
        this.reason = reason;
    }

    /**
     * Why the certificate was refused.
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

package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Opens an encrypted private key (PKCS#8) with the passwords at hand, and says which one was wrong. */
final class KeyOpening {

    private KeyOpening() {}

    /**
     * Decrypts a key.
     *
     * @param storeProved whether the store's own password has shown itself right: then it is the key's that is wrong
     * @throws ClientCertificateException where no password fits
     */
    static PrivateKeyInfo open(PbeScheme scheme, byte[] data, boolean storeProved, KeyStoreFileContext context) {
        if (!scheme.fits(data)) {
            throw context.damaged("its encrypted private key has an impossible length of " + data.length + " bytes");
        }
        for (Password password : context.keyPasswords()) {
            PrivateKeyInfo key = scheme.open(data, password, Parsing::decryptedKey);
            if (key != null) {
                return key;
            }
        }
        throw refusal(storeProved, context);
    }

    static ClientCertificateException refusal(boolean storeProved, KeyStoreFileContext context) {
        if (context.hasOwnKeyPassword()) {
            return context.refuse(
                    Reason.WRONG_KEY_PASSWORD,
                    "The key password does not open the private key in " + context.origin()
                            + ". Check the password that was set for the key itself (keytool -keypasswd);"
                            + " where there is none of its own, leave the key password out.");
        }
        if (storeProved) {
            return context.refuse(
                    Reason.WRONG_KEY_PASSWORD,
                    context.origin() + " opens, but its private key has a password of its own."
                            + " Give the key password too (KeyStoreEntry.withKeyPassword, or clientCertPasswd_x beside"
                            + " clientCertName_x).");
        }
        Password password = context.storePassword();
        return context.refuse(
                Reason.WRONG_PASSWORD,
                password.isGiven() && !password.isEmpty()
                        ? "The password does not open the private key in " + context.origin()
                                + ". Check upper and lower case, blanks at its ends and characters beyond ASCII."
                        : "The private key in " + context.origin() + " is encrypted, and "
                                + (password.isGiven() ? "an empty password" : "no password")
                                + " was given. Give the password it was exported with.");
    }
}

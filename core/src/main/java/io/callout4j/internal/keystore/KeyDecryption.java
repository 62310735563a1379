package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Decrypts a private key (PKCS#8) with the available passwords, and reports which one was wrong. */
final class KeyDecryption {

    private KeyDecryption() {}

    /**
     * Decrypts a key.
     *
     * @param storeVerified whether the store's own password is known to be right: then the key's password is wrong
     * @throws ClientCertificateException if no password is right
     */
    static PrivateKeyInfo open(PbeScheme scheme, byte[] data, boolean storeVerified, KeyStoreFileContext context) {
        if (!scheme.fits(data)) {
            throw context.damaged("its encrypted private key has an impossible length of " + data.length + " bytes");
        }
        for (Password password : context.keyPasswords()) {
            PrivateKeyInfo key = scheme.open(data, password, Parsing::decryptedKey);
            if (key != null) {
                return key;
            }
        }
        throw wrongPassword(storeVerified, context);
    }

    static ClientCertificateException wrongPassword(boolean storeVerified, KeyStoreFileContext context) {
        if (context.hasOwnKeyPassword()) {
            return context.refuse(
                    Reason.WRONG_KEY_PASSWORD,
                    "The key password does not open the private key in " + context.origin() + ". Check the password"
                            + " that was set for the key itself (keytool -keypasswd); if the key has no separate"
                            + " password, omit the key password.");
        }
        if (storeVerified) {
            return context.refuse(
                    Reason.WRONG_KEY_PASSWORD,
                    context.origin() + " can be opened, but its private key has a separate password. Supply the key"
                            + " password too (KeyStoreEntry.withKeyPassword, or clientCertPasswd_x together with"
                            + " clientCertName_x).");
        }
        Password password = context.storePassword();
        return context.refuse(
                Reason.WRONG_PASSWORD,
                password.isGiven() && !password.isEmpty()
                        ? "The password does not open the private key in " + context.origin()
                                + ". Check its case, leading or trailing spaces, and non-ASCII characters."
                        : "The private key in " + context.origin() + " is encrypted, but "
                                + (password.isGiven() ? "an empty password" : "no password")
                                + " was supplied. Supply the password that was set when it was exported.");
    }
}

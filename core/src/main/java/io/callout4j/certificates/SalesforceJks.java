package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.RSAKey;
import java.util.Locale;

/** JKS as required by Salesforce's import (Salesforce Help, "Export and Import Certificates with a Keystore"; article 000387714). */
final class SalesforceJks {

    private static final int MIN_PASSWORD_LENGTH = 6;
    private static final int MIN_BITS = 2048;

    private SalesforceJks() {}

    static byte[] write(StoreEntry entry, char[] password) {
        check(entry, password);
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setKeyEntry(
                    entry.name().toLowerCase(Locale.ROOT),
                    entry.privateKey(),
                    password,
                    entry.certificates().toArray(new Certificate[0]));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK could not write a JKS key store.", e);
        }
    }

    private static void check(StoreEntry entry, char[] password) {
        if (!(entry.privateKey() instanceof RSAKey key)
                || !entry.privateKey().getAlgorithm().equals("RSA")) {
            throw refused("the key of " + entry.name() + " is of the kind "
                    + entry.privateKey().getAlgorithm()
                    + ", but Salesforce supports only RSA. Create a certificate with an RSA key");
        }
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw refused(
                    "the key of " + entry.name() + " has " + key.getModulus().bitLength()
                            + " bits, but Salesforce requires 2048, 3072, or 4096. Create a certificate with such a key");
        }
        if (!NewEntry.isValidName(entry.name())) {
            throw refused("\"" + entry.name()
                    + "\" is not a valid name: a name consists of letters, digits, and underscores, begins with a"
                    + " letter, has no two consecutive underscores, and does not end with one. Use another name");
        }
        if (password.length < MIN_PASSWORD_LENGTH) {
            throw refused("a password of " + password.length
                    + " characters is too short for JKS tools. Use one with at least " + MIN_PASSWORD_LENGTH);
        }
    }

    private static CalloutConfigurationException refused(String why) {
        return new CalloutConfigurationException("Salesforce would reject this key store: " + why + ".");
    }
}

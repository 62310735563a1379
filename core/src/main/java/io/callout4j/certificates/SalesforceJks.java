package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.interfaces.RSAKey;
import java.util.Locale;

/** JKS as Salesforce's import demands it (Salesforce Help, "Export and Import Certificates with a Keystore"; article 000387714). */
final class SalesforceJks {

    private static final int SHORTEST_PASSWORD = 6;
    private static final int FEWEST_BITS = 2048;

    private SalesforceJks() {}

    static byte[] write(KeptEntry entry, char[] password) {
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

    private static void check(KeptEntry entry, char[] password) {
        if (!(entry.privateKey() instanceof RSAKey key)
                || !entry.privateKey().getAlgorithm().equals("RSA")) {
            throw refused("the key of " + entry.name() + " is of the kind "
                    + entry.privateKey().getAlgorithm()
                    + ", and it takes RSA only. Make a certificate with an RSA key");
        }
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw refused(
                    "the key of " + entry.name() + " has " + key.getModulus().bitLength()
                            + " bits, and it takes 2048, 3072 or 4096. Make a certificate with such a key");
        }
        if (!NewEntry.keepsTheRule(entry.name())) {
            throw refused("\"" + entry.name()
                    + "\" breaks its rule for names: letters, digits and underscores, a letter first, no two"
                    + " underscores in a row, none at the end. Give it another name");
        }
        if (password.length < SHORTEST_PASSWORD) {
            throw refused("a password of " + password.length
                    + " characters is too short for JKS tools. Take one of at least " + SHORTEST_PASSWORD);
        }
    }

    private static CalloutConfigurationException refused(String why) {
        return new CalloutConfigurationException("Salesforce would not import it: " + why + ".");
    }
}

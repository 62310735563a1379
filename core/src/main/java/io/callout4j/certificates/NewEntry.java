package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.util.regex.Pattern;

/**
 * What an entry of a {@link CertificateStore} is to be called.
 *
 * <pre>{@code
 * NewEntry.named("Contoso_SF")
 * NewEntry.named("Contoso_SF").labelled("Contoso, self-signed").notExportable()
 * }</pre>
 *
 * <p>Names keep Salesforce's rule for unique names (Salesforce Help, Certificate and Key Management): letters, digits and
 * underscores, beginning with a letter, without two underscores in a row and without one at the end. Two names that differ only in
 * upper and lower case are the same name.
 *
 * <p>Immutable and safe to share.
 *
 * @param name the unique name
 * @param label what people call it, of any characters; the name where nothing else is said
 * @param exportable whether its private key may leave the store by {@link CertificateStore#export}
 * @param replaces whether it may take the place of an entry of that name
 */
public record NewEntry(String name, String label, boolean exportable, boolean replaces) {

    private static final Pattern UNIQUE_NAME = Pattern.compile("[A-Za-z](?:_?[A-Za-z0-9])*+");

    /**
     * Checks the name.
     *
     * @param name the unique name
     * @param label what people call it
     * @param exportable whether its private key may leave the store
     * @param replaces whether it may take the place of an entry of that name
     * @throws CalloutConfigurationException where the name breaks the rule
     */
    public NewEntry {
        if (!keepsTheRule(name)) {
            throw new CalloutConfigurationException(
                    "\"" + name + "\" cannot be the name of a certificate: a name has letters,"
                            + " digits and underscores, begins with a letter, has no two underscores in a row and none at its end, as"
                            + " Salesforce demands. What else is to be said of it goes into the label.");
        }
    }

    /**
     * An entry of that name, exportable, that replaces no other.
     *
     * @param name the unique name
     * @return the entry
     * @throws CalloutConfigurationException where the name breaks the rule
     */
    public static NewEntry named(String name) {
        return new NewEntry(name, name, true, false);
    }

    /**
     * The same with a label.
     *
     * @param text what people call it
     * @return a copy
     */
    public NewEntry labelled(String text) {
        return new NewEntry(name, text, exportable, replaces);
    }

    /**
     * The same with a key that {@link CertificateStore#export} does not give away. It is a mark that this library keeps to, not a lock:
     * whoever has the file and its password can read the key.
     *
     * @return a copy
     */
    public NewEntry notExportable() {
        return new NewEntry(name, label, false, replaces);
    }

    /**
     * The same, but it takes the place of an entry of that name where there is one. The old key is gone then.
     *
     * @return a copy
     */
    public NewEntry replacing() {
        return new NewEntry(name, label, exportable, true);
    }

    static boolean keepsTheRule(String name) {
        return UNIQUE_NAME.matcher(name).matches();
    }
}

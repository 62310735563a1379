package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.util.regex.Pattern;

/**
 * The name of a new entry in a {@link CertificateStore}.
 *
 * <pre>{@code
 * NewEntry.named("Contoso_SF")
 * NewEntry.named("Contoso_SF").withLabel("Contoso, self-signed").notExportable()
 * }</pre>
 *
 * <p>Names follow Salesforce's rule for unique names (Salesforce Help, Certificate and Key Management): letters, digits, and underscores,
 * beginning with a letter, without two consecutive underscores, and without one at the end. Names that differ only in case are the same
 * name.
 *
 * <p>Immutable and safe to share.
 *
 * @param name the unique name
 * @param label the label for display, of any characters; by default the name
 * @param exportable whether its private key may be exported with {@link CertificateStore#export}
 * @param replaces whether it may replace an entry with that name
 */
public record NewEntry(String name, String label, boolean exportable, boolean replaces) {

    private static final Pattern UNIQUE_NAME = Pattern.compile("[A-Za-z](?:_?[A-Za-z0-9])*+");

    /**
     * Checks the name.
     *
     * @param name the unique name
     * @param label the label for display
     * @param exportable whether its private key may be exported
     * @param replaces whether it may replace an entry with that name
     * @throws CalloutConfigurationException if the name is invalid
     */
    public NewEntry {
        if (!isValidName(name)) {
            throw new CalloutConfigurationException(
                    "\"" + name + "\" is not a valid certificate name. As in Salesforce, a name consists of letters,"
                            + " digits, and underscores, begins with a letter, has no two consecutive underscores,"
                            + " and does not end with one. Put other text into the label.");
        }
    }

    /**
     * An exportable entry with that name, which does not replace another one.
     *
     * @param name the unique name
     * @return the entry
     * @throws CalloutConfigurationException if the name is invalid
     */
    public static NewEntry named(String name) {
        return new NewEntry(name, name, true, false);
    }

    /**
     * The same entry with a label.
     *
     * @param text the label for display
     * @return a copy
     */
    public NewEntry withLabel(String text) {
        return new NewEntry(name, text, exportable, replaces);
    }

    /**
     * The same entry with a key that {@link CertificateStore#export} does not export. The library honors this mark, but it is not a
     * protection: anybody with the file and its password can read the key.
     *
     * @return a copy
     */
    public NewEntry notExportable() {
        return new NewEntry(name, label, false, replaces);
    }

    /**
     * The same entry, but it replaces an existing entry with that name, whose key is lost.
     *
     * @return a copy
     */
    public NewEntry replacing() {
        return new NewEntry(name, label, exportable, true);
    }

    static boolean isValidName(String name) {
        return UNIQUE_NAME.matcher(name).matches();
    }
}

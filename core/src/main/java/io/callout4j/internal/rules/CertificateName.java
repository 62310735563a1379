package io.callout4j.internal.rules;

import io.callout4j.internal.text.ForeignText;

/** The name of a certificate, as given by a caller. */
public final class CertificateName {

    private static final int MAX_LENGTH = 80;

    private CertificateName() {}

    /**
     * A name for a message, in quotation marks. If it is too long for a name, it is probably the text of a certificate in the wrong field,
     * and is not shown.
     */
    public static String shown(String name) {
        return name.length() <= MAX_LENGTH
                ? "\"" + ForeignText.printable(name) + "\""
                : "with a name of " + name.length() + " characters (it looks like the text for clientCert_x)";
    }
}

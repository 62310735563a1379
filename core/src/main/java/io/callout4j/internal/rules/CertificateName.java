package io.callout4j.internal.rules;

import io.callout4j.internal.text.ForeignText;

/** The name of a certificate, as a caller gives it. */
public final class CertificateName {

    private static final int LONGEST = 80;

    private CertificateName() {}

    /**
     * A name as a message may show it: in quotation marks. What is longer than any name is mostly the text of a certificate in the wrong field, and
     * that is not shown.
     */
    public static String shown(String name) {
        return name.length() <= LONGEST
                ? "\"" + ForeignText.printable(name) + "\""
                : "with a name of " + name.length() + " characters, which looks like the text of a clientCert_x";
    }
}

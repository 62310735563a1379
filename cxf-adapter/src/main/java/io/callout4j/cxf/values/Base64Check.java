package io.callout4j.cxf.values;

/**
 * Checks base64 piece by piece (RFC 4648 section 4; XML Schema part 2, base64Binary). Blanks and line breaks are allowed anywhere. JAXB
 * skips characters outside of the alphabet and returns other bytes than were sent.
 */
final class Base64Check {

    private long characters;
    private int padding;
    private boolean valid = true;

    void add(String text) {
        for (int i = 0; i < text.length() && valid; i++) {
            char c = text.charAt(i);
            if (c == '=') {
                padding++;
            } else if (isInAlphabet(c)) {
                characters++;
                valid = padding == 0;
            } else {
                valid = c == ' ' || c == '\n' || c == '\r' || c == '\t';
            }
        }
    }

    private static boolean isInAlphabet(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    boolean isValid() {
        return valid && padding <= 2 && (characters + padding) % 4 == 0;
    }
}

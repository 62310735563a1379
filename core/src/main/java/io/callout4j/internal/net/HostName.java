package io.callout4j.internal.net;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host's name as it is looked up, sent, and compared: in A-label form (IDNA 2003, RFC 3490) and lower case.
 *
 * <p>IDNA replaces characters by compatible ones, among them {@code ／}, {@code ＃}, {@code ＠}, and {@code ：} by those that end a host in a
 * URL. A name that becomes another one in this way is refused: it would name one host where it is checked and another where it is used.
 */
public final class HostName {

    /** What IDNA regards as a dot between two labels. */
    private static final Pattern DOT = Pattern.compile("[.\u3002\uFF0E\uFF61]");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final int MAX_LENGTH = 253;

    private HostName() {}

    /**
     * Converts a name.
     *
     * @param host a name or an IPv4 address; a dot at the end is dropped
     * @return the name in A-label form and lower case
     * @throws IllegalArgumentException if it is not the name of a host; the message says why, as the end of a sentence that begins with
     *     "its host"
     */
    public static String ascii(String host) {
        if (host.codePoints().anyMatch(HostName::isInvisible)) {
            throw new IllegalArgumentException("contains an invisible character");
        }
        List<String> labels = new ArrayList<>(List.of(DOT.split(host, -1)));
        if (labels.size() > 1 && labels.get(labels.size() - 1).isEmpty()) {
            labels.remove(labels.size() - 1);
        }
        StringBuilder name = new StringBuilder();
        for (String label : labels) {
            name.append(name.isEmpty() ? "" : ".").append(label(label));
        }
        String ascii = name.toString();
        if (ascii.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("has more than " + MAX_LENGTH + " characters");
        }
        if (isAddress(ascii) && !isAddress(host)) {
            throw new IllegalArgumentException("is an address that is not written in ASCII digits");
        }
        return ascii;
    }

    /** One label. What it contains afterwards decides, so it does not matter which characters IDNA replaces by which. */
    private static String label(String label) {
        String ascii;
        try {
            ascii = IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a name", e);
        }
        if (!LABEL.matcher(ascii).matches()) {
            throw new IllegalArgumentException(
                    ascii.isEmpty()
                            ? "is not a name"
                            : "contains a character that is not allowed in the name of a host");
        }
        return ascii;
    }

    /** IDNA drops these, or fails. */
    private static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT || Character.isISOControl(codePoint);
    }

    /** Whether the host is an IPv4 or IPv6 literal, the latter without brackets. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }
}

package io.callout4j.internal.keystore;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A password, and the byte strings that tools derive from it. Tools agree only on ASCII; for other characters each known encoding is tried.
 * Has its own copy, which is wiped on close. For a single thread.
 */
final class Password implements AutoCloseable {

    private static final byte[] TWO_ZEROS = new byte[2];

    private final char[] characters;
    private final boolean given;

    Password(char @Nullable [] characters) {
        this.given = characters != null;
        this.characters = characters == null ? new char[0] : characters.clone();
    }

    boolean isGiven() {
        return given;
    }

    boolean isEmpty() {
        return characters.length == 0;
    }

    /** The password without leading and trailing whitespace, which files and copying can add; null if there is none. */
    @Nullable
    Password stripped() {
        int from = 0;
        int to = characters.length;
        while (from < to && Character.isWhitespace(characters[from])) {
            from++;
        }
        while (to > from && Character.isWhitespace(characters[to - 1])) {
            to--;
        }
        if (to - from == characters.length) {
            return null;
        }
        char[] part = Arrays.copyOfRange(characters, from, to);
        try {
            return new Password(part);
        } finally {
            Arrays.fill(part, '\0');
        }
    }

    /**
     * For the key derivation of PKCS#12 (RFC 7292, B.1): a BMPString with two zero bytes at the end. For the empty password OpenSSL uses
     * two zero bytes, other tools no bytes.
     */
    List<byte[]> forPkcs12() {
        List<byte[]> forms = new ArrayList<>();
        forms.add(bmp(characters, true));
        if (isEmpty()) {
            forms.add(new byte[0]);
        } else if (!isAscii()) {
            // OpenSSL 1.0 interprets the terminal's bytes, today usually UTF-8, as Latin-1 characters.
            byte[] utf8 = utf8(characters);
            add(forms, bmp(widen(utf8), true));
            Arrays.fill(utf8, (byte) 0);
            char[] composed = composed();
            add(forms, bmp(composed, true));
            Arrays.fill(composed, '\0');
        }
        return forms;
    }

    /**
     * For the key derivations of PKCS#5 and scrypt: UTF-8 according to RFC 8018 and RFC 9879, but older versions of NSS use the BMPString,
     * Bouncy Castle uses the low bytes, GnuTLS normalizes to NFC first, and the JDK clears the top bit of the UTF-8 bytes.
     */
    List<byte[]> forPkcs5() {
        List<byte[]> forms = new ArrayList<>();
        forms.add(utf8(characters));
        if (isEmpty()) {
            forms.add(TWO_ZEROS.clone());
            return forms;
        }
        if (!isAscii()) {
            char[] composed = composed();
            add(forms, utf8(composed));
            Arrays.fill(composed, '\0');
            byte[] low = new byte[characters.length];
            for (int i = 0; i < low.length; i++) {
                low[i] = (byte) characters[i];
            }
            add(forms, low);
            byte[] sevenBits = utf8(characters);
            for (int i = 0; i < sevenBits.length; i++) {
                sevenBits[i] &= 0x7f;
            }
            add(forms, sevenBits);
        }
        add(forms, bmp(characters, true));
        return forms;
    }

    /** For JKS: the unchanged characters, two bytes each. */
    byte[] forJks() {
        return bmp(characters, false);
    }

    /** For the key protection of JCEKS, for which the JDK uses ASCII up to release 18 and UTF-8 later. */
    byte[] forJceks() {
        return utf8(characters);
    }

    /** For BCFKS: as for PKCS#12, but no bytes for the empty password. */
    byte[] forBcfks() {
        return isEmpty() ? new byte[0] : bmp(characters, true);
    }

    /** For OpenSSL's own encryption of PEM: bytes, one in each character, as Bouncy Castle's reader expects them. */
    char[] forOpenSsl() {
        byte[] utf8 = utf8(characters);
        char[] wide = widen(utf8);
        Arrays.fill(utf8, (byte) 0);
        return wide;
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    static void wipe(List<byte[]> forms) {
        forms.forEach(form -> Arrays.fill(form, (byte) 0));
    }

    private boolean isAscii() {
        for (char c : characters) {
            if (c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private char[] composed() {
        return Normalizer.normalize(CharBuffer.wrap(characters), Normalizer.Form.NFC)
                .toCharArray();
    }

    private static void add(List<byte[]> forms, byte[] form) {
        if (forms.stream().noneMatch(known -> Arrays.equals(known, form))) {
            forms.add(form);
        }
    }

    private static byte[] utf8(char[] characters) {
        byte[] room = new byte[characters.length * 3];
        ByteBuffer buffer = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(characters), buffer, true);
        byte[] bytes = Arrays.copyOf(room, buffer.position());
        Arrays.fill(room, (byte) 0);
        return bytes;
    }

    private static byte[] bmp(char[] characters, boolean terminated) {
        byte[] bytes = new byte[characters.length * 2 + (terminated ? 2 : 0)];
        for (int i = 0; i < characters.length; i++) {
            bytes[2 * i] = (byte) (characters[i] >>> 8);
            bytes[2 * i + 1] = (byte) characters[i];
        }
        return bytes;
    }

    private static char[] widen(byte[] bytes) {
        char[] wide = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            wide[i] = (char) (bytes[i] & 0xff);
        }
        return wide;
    }
}

package io.callout4j.internal.keystore;

import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.internal.libraries.BouncyCastle;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.ASN1Sequence;
import org.jspecify.annotations.Nullable;

/** Detects the format of a file from its content and passes it to the reader for that format. For a single file and thread. */
final class KeyStoreReader {

    /** Base64 of a PEM text of base64: that occurs in practice. Deeper nesting does not. */
    private static final int MAX_WRAPPINGS = 3;

    /** The smallest possible key is larger than this. */
    private static final int MIN_FILE_LENGTH = 64;

    private final KeyStoreFileContext context;
    private int wrappings;

    KeyStoreReader(KeyStoreFileContext context) {
        this.context = context;
    }

    /** Reads a file of any kind. Throws only the library's own exception. */
    StoredContents readFile(byte[] data) {
        return guarded(() -> read(data));
    }

    /** Reads a text that must be base64 or PEM, and reports if it is neither. */
    StoredContents readText(String text) {
        return guarded(() -> {
            if (text.isBlank()) {
                throw context.refuse(
                        Reason.NOT_A_KEY_STORE,
                        context.origin()
                                + " is empty. Set it to the output of \"openssl base64 -in file.p12\", or to null for"
                                + " a callout without a client certificate.");
            }
            return text(text, true);
        });
    }

    /** Reads decoded base64, which may be encoded again. */
    StoredContents readNested(byte[] data) throws IOException {
        if (++wrappings > MAX_WRAPPINGS) {
            throw notAKeyStore("base64 that was encoded more than " + MAX_WRAPPINGS + " times");
        }
        return read(data);
    }

    private interface Step {
        StoredContents run() throws IOException;
    }

    private StoredContents guarded(Step step) {
        try {
            return step.run();
        } catch (CalloutException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            BouncyCastle.check(e);
            // No cause: the parsers' messages help only those who know ASN.1, and may quote the content.
            throw context.damaged("it begins like a key store, but contains an unexpected element");
        }
    }

    private StoredContents read(byte[] data) throws IOException {
        int limit = context.limits().maxBytes();
        if (data.length > 2L * limit) {
            throw Base64Text.tooLarge(context);
        }
        if (data.length == 0) {
            throw context.refuse(
                    Reason.NOT_A_KEY_STORE,
                    context.origin()
                            + " is empty: 0 bytes. Export or copy the key store again; an interrupted transfer or a"
                            + " full disk can cause this.");
        }
        Charset unicode = unicode(data);
        if (unicode != null) {
            return text(new String(data, unicode), false);
        }
        if (!beginsLikeSequence(data)) {
            int magic = magic(data);
            if (magic != JksReader.JKS_MAGIC && magic != JksReader.JCEKS_MAGIC) {
                return other(data);
            }
        }
        if (data.length > limit) {
            throw Base64Text.tooLarge(context);
        }
        return beginsLikeSequence(data) ? structure(data) : JksReader.read(data, context);
    }

    private StoredContents structure(byte[] data) throws IOException {
        ASN1Sequence sequence = Parsing.sequence(data, context);
        FileKind kind = FileKind.of(sequence);
        return switch (kind) {
            case PKCS12 -> Pkcs12Reader.read(sequence, context);
            case BCFKS -> BcfksReader.read(sequence, context);
            case UNKNOWN -> throw notAKeyStore(kind.words());
            default -> new PemReader(context).readStructure(sequence, data, kind);
        };
    }

    private StoredContents other(byte[] data) throws IOException {
        if (FileKind.isBouncyCastleStore(data)) {
            throw context.refuse(
                    Reason.UNSUPPORTED,
                    context.origin()
                            + " looks like a key store in Bouncy Castle's old format BKS or UBER, which is not"
                            + " supported. Convert it: keytool -importkeystore -srcstoretype BKS -deststoretype"
                            + " PKCS12, with Bouncy Castle as -providerclass.");
        }
        if (FileKind.isText(data)) {
            return text(new String(data, StandardCharsets.ISO_8859_1), false);
        }
        throw notAKeyStore(FileKind.guess(data));
    }

    private StoredContents text(String given, boolean mustBeBase64) throws IOException {
        String text = given.startsWith("\uFEFF") ? given.substring(1) : given;
        if (PemReader.isPem(text)) {
            return new PemReader(context).read(text, this);
        }
        String bare = withoutArmor(text);
        if (mustBeBase64 || Base64Text.looksLikeBase64(bare)) {
            byte[] data = Base64Text.decode(bare, 0, bare.length(), context);
            if (mustBeBase64 && data.length < MIN_FILE_LENGTH && !beginsLikeSequence(data)) {
                throw notAKeyStore(
                        "only " + text.strip().length() + " characters of text, perhaps a password, or the name of"
                                + " a certificate, which belongs in clientCertName_x");
            }
            return readNested(data);
        }
        throw notAKeyStore(FileKind.guess(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Replaces lines like {@code --- begin ---} with spaces, so that positions in messages remain correct. */
    private static String withoutArmor(String text) {
        if (!text.contains("--")) {
            return text;
        }
        StringBuilder bare = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            String line = text.substring(start, end);
            String content = line.strip();
            boolean armor = content.length() > 4 && content.startsWith("--") && content.endsWith("--");
            bare.append(armor ? " ".repeat(line.length() - 1) + "\n" : line);
            start = end;
        }
        return bare.toString();
    }

    private ClientCertificateException notAKeyStore(String what) {
        return context.refuse(
                Reason.NOT_A_KEY_STORE,
                context.origin() + " is not a key store: it is " + what + ". Supply a PKCS#12 file (.p12, .pfx), a"
                        + " JKS key store, or PEM text with a certificate and its private key.");
    }

    /** PowerShell's redirection writes UTF-16, and some editors write a byte order mark before UTF-8. */
    private static @Nullable Charset unicode(byte[] data) {
        if (data.length >= 2 && data[0] == (byte) 0xFF && data[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (data.length >= 2 && data[0] == (byte) 0xFE && data[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        if (data.length >= 3 && data[0] == (byte) 0xEF && data[1] == (byte) 0xBB && data[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
        return null;
    }

    /** A SEQUENCE begins with 0x30, which is also the digit zero: it is a SEQUENCE if a length follows or the data is not text. */
    private static boolean beginsLikeSequence(byte[] data) {
        return data.length > 0 && data[0] == 0x30 && (data.length < 2 || data[1] < 0 || !FileKind.isText(data));
    }

    private static int magic(byte[] data) {
        return data.length < 4
                ? 0
                : ((data[0] & 0xff) << 24) | ((data[1] & 0xff) << 16) | ((data[2] & 0xff) << 8) | (data[3] & 0xff);
    }
}

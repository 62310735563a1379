package io.callout4j.identity;

import io.callout4j.CalloutException;
import io.callout4j.ClientCertificateException;
import io.callout4j.ClientCertificateException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One named certificate as last read.
 *
 * @param entry where it is
 * @param version what tells this content from the next
 * @param identity what it opened to, or null where its key wants a password that nobody has configured
 */
record NamedEntry(
        KeyStoreEntry entry, String version, @Nullable ClientIdentity identity) {

    static NamedEntry read(String name, KeyStoreEntry entry) {
        List<byte[]> contents = entry.contents();
        try {
            return new NamedEntry(entry, version(contents), entry.open(contents, null));
        } catch (ClientCertificateException e) {
            if (e.reason() == Reason.WRONG_KEY_PASSWORD && !entry.hasKeyPassword()) {
                // It may come with the callout, as clientCertPasswd_x. Where one is configured, that counts, and is
                // wrong.
                return new NamedEntry(entry, version(contents), null);
            }
            throw new ClientCertificateException(
                    e.reason(), "The certificate named " + name + ": " + e.getMessage(), e);
        }
    }

    /** The same instance where nothing has changed, or where the same entry does not open any more. */
    static NamedEntry readAgain(String name, KeyStoreEntry entry, NamedEntry before) {
        if (!before.entry().isSameAs(entry)) {
            return read(name, entry);
        }
        try {
            return before.version().equals(version(entry.contents())) ? before : read(name, entry);
        } catch (CalloutException e) {
            // A file that was broken in the meantime; whoever looks for changes tells of it.
            return before;
        }
    }

    static String version(List<byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents) {
                digest.update(content);
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}

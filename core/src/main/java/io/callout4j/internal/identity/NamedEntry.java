package io.callout4j.internal.identity;

import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import org.jspecify.annotations.Nullable;

/**
 * One named certificate as last read.
 *
 * @param entry where it is
 * @param version what tells this content from the next
 * @param identity what it opened to, or null if its key wants a password that nobody has configured
 */
record NamedEntry(
        KeyStoreEntry entry, String version, @Nullable ClientIdentity identity) {

    static NamedEntry read(String name, KeyStoreEntry entry) {
        // One look at the files: what is opened is what the version stands for.
        KeyStoreEntry snapshot = entry.snapshot();
        String version = snapshot.contentDigest();
        try {
            return new NamedEntry(entry, version, snapshot.load());
        } catch (ClientCertificateException e) {
            if (e.reason() == Reason.WRONG_KEY_PASSWORD && !entry.hasKeyPassword()) {
                // It may come with the callout, as clientCertPasswd_x. A configured one is simply wrong.
                return new NamedEntry(entry, version, null);
            }
            throw new ClientCertificateException(
                    e.reason(), "The certificate named " + name + ": " + e.getMessage(), e);
        }
    }

    /** The same instance if nothing has changed, or if the same entry can no longer be opened. */
    static NamedEntry readAgain(String name, KeyStoreEntry entry, NamedEntry before) {
        if (!before.entry().equals(entry)) {
            return read(name, entry);
        }
        try {
            return before.version().equals(entry.contentDigest()) ? before : read(name, entry);
        } catch (CalloutException e) {
            // A file that was broken in the meantime; the watch warns about it.
            return before;
        }
    }
}

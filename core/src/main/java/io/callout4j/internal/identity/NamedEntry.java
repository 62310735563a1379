package io.callout4j.internal.identity;

import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import org.jspecify.annotations.Nullable;

/**
 * A named certificate as it was last read.
 *
 * @param entry where it is stored
 * @param version identifies the content
 * @param identity the opened identity, or null if its key needs a password that is not configured
 */
record NamedEntry(
        KeyStoreEntry entry, String version, @Nullable ClientIdentity identity) {

    static NamedEntry read(String name, KeyStoreEntry entry) {
        // The files are read once, so the identity always matches the version.
        KeyStoreEntry snapshot = entry.snapshot();
        String version = snapshot.contentDigest();
        try {
            return new NamedEntry(entry, version, snapshot.load());
        } catch (ClientCertificateException e) {
            if (e.reason() == Reason.WRONG_KEY_PASSWORD && !entry.hasKeyPassword()) {
                // A missing password may come with the callout, as clientCertPasswd_x. A configured one is simply
                // wrong.
                return new NamedEntry(entry, version, null);
            }
            throw new ClientCertificateException(
                    e.reason(), "The certificate named " + name + ": " + e.getMessage(), e);
        }
    }

    /** Returns the same instance if nothing has changed, or if the same entry can no longer be opened. */
    static NamedEntry readAgain(String name, KeyStoreEntry entry, NamedEntry before) {
        if (!before.entry().equals(entry)) {
            return read(name, entry);
        }
        try {
            return before.version().equals(entry.contentDigest()) ? before : read(name, entry);
        } catch (CalloutException e) {
            // The file has been damaged in the meantime; the check for changes warns about it.
            return before;
        }
    }
}

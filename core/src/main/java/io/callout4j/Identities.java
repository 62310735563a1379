package io.callout4j;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.SharedWork;
import io.callout4j.internal.text.Fingerprint;
import io.callout4j.request.CertificateChoice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The identities of one runtime: its named entries, and inline certificates. Each is opened once, however many callouts ask for it. Thread-safe. */
final class Identities implements AutoCloseable {

    private static final int MAX_OPENED = 2_000;
    private static final Duration MAX_IDLE_TIME = Duration.ofHours(1);
    private static final int SAMPLED_CHARACTERS = 64;

    private final NamedCertificates certificates;
    private final Cache<Key, ClientIdentity> known = Caffeine.newBuilder()
            .maximumSize(MAX_OPENED)
            .expireAfterAccess(MAX_IDLE_TIME)
            .executor(Runnable::run)
            .build();
    private final SharedWork<Key, ClientIdentity> opening =
            new SharedWork<>("the client certificate was still being opened", "callout4j-opening");
    private final byte[] salt = new byte[16];

    Identities(NamedCertificates certificates) {
        this.certificates = certificates;
        new SecureRandom().nextBytes(salt);
    }

    /**
     * The identity that a callout chose.
     *
     * @param deadline ends the wait while it is being opened; null to wait until it is open
     */
    ClientIdentity of(CertificateChoice choice, @Nullable Deadline deadline) {
        if (choice instanceof CertificateChoice.Inline inline) {
            return inline(inline, deadline);
        }
        if (choice instanceof CertificateChoice.Named named) {
            return named(named, deadline);
        }
        return choice instanceof CertificateChoice.Identity opened ? opened.identity() : ClientIdentity.none();
    }

    private ClientIdentity inline(CertificateChoice.Inline inline, @Nullable Deadline deadline) {
        return opened(
                new Key(false, inline.text(), salted(inline.password())),
                () -> ClientIdentity.fromBase64(inline.text(), chars(inline.password())),
                deadline);
    }

    private ClientIdentity named(CertificateChoice.Named named, @Nullable Deadline deadline) {
        ClientIdentity identity = certificates.identity(named.name());
        if (identity != null) {
            return identity;
        }
        // The version is part of the key: a file that was replaced is opened again.
        String version = named.name() + " " + certificates.version(named.name());
        return opened(
                new Key(true, version, salted(named.password())),
                () -> certificates.open(named.name(), chars(named.password())),
                deadline);
    }

    private ClientIdentity opened(Key key, Supplier<ClientIdentity> opener, @Nullable Deadline deadline) {
        ClientIdentity identity = known.getIfPresent(key);
        // The cache is asked again in the other thread: somebody else may have opened it since.
        return identity != null
                ? identity
                : opening.get(key, () -> known.get(key, absent -> opener.get()), deadline, Identities::copied);
    }

    /** Each caller gets an exception of its own, with its own stack trace. */
    private static RuntimeException copied(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof ClientCertificateException refused) {
            return new ClientCertificateException(refused.reason(), message, refused);
        }
        if (failure instanceof CalloutConfigurationException) {
            return new CalloutConfigurationException(message, failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(failure);
    }

    /** Stops what is still being opened. */
    @Override
    public void close() {
        opening.close();
    }

    private static char @Nullable [] chars(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    private @Nullable String salted(@Nullable String password) {
        if (password == null) {
            return null;
        }
        MessageDigest digest = Fingerprint.sha256();
        digest.update(salt);
        return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The cache key of an opened certificate: its name or its text (usually the same instance, so comparing it is cheap), and a salted hash
     * of the password, so that the password is not kept.
     */
    private record Key(boolean named, String text, @Nullable String password) {

        /**
         * Uses only some characters of the text, which takes a tenth of the time: encrypted files differ almost everywhere, and equals
         * compares all of them.
         */
        @Override
        public int hashCode() {
            int hash = 31 * text.length() + (password == null ? 0 : password.hashCode());
            int step = 1 + text.length() / SAMPLED_CHARACTERS;
            for (int at = text.length() - 1; at >= 0; at -= step) {
                hash = 31 * hash + text.charAt(at);
            }
            return hash;
        }

        @Override
        public String toString() {
            return "opened certificate";
        }
    }
}

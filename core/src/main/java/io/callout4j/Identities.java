package io.callout4j;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The identities of one runtime: its named entries, and the inline certificates it has met, opened once each. */
final class Identities {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);
    private static final int MOST = 2_000;
    private static final Duration IDLE = Duration.ofHours(1);

    private final Map<String, KeyStoreEntry> entries;
    private final Map<String, ClientIdentity> opened = new TreeMap<>();
    private final Cache<Key, ClientIdentity> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();
    private final byte[] salt = new byte[16];

    /** Opens every entry that opens by itself, so that a wrong file or password shows at start-up and not at night. */
    Identities(Map<String, KeyStoreEntry> entries) {
        this.entries = Map.copyOf(entries);
        new SecureRandom().nextBytes(salt);
        new TreeMap<>(entries).forEach((name, entry) -> {
            try {
                ClientIdentity identity = entry.load();
                opened.put(name, identity);
                warnOfExpiry(name, identity);
            } catch (ClientCertificateException e) {
                // Only its key's password is missing, and that may come with the callout, as clientCertPasswd_x.
                if (e.reason() != ClientCertificateException.Reason.WRONG_KEY_PASSWORD) {
                    throw new ClientCertificateException(
                            e.reason(), "The certificate named " + name + ": " + e.getMessage(), e);
                }
            }
        });
    }

    private static void warnOfExpiry(String name, ClientIdentity identity) {
        for (Finding finding : identity.findings(Instant.now())) {
            boolean expiry = finding.code().equals("expires-soon") && finding.severity() == Severity.WARNING;
            if (expiry || finding.severity() == Severity.ERROR) {
                LOG.warn("The certificate named {}: {}", name, finding.summary());
            }
        }
    }

    ClientIdentity of(CertificateChoice choice) {
        if (choice instanceof CertificateChoice.Inline inline) {
            return inline(inline);
        }
        if (choice instanceof CertificateChoice.Named named) {
            return named(named);
        }
        return choice instanceof CertificateChoice.Held held ? held.identity() : ClientIdentity.none();
    }

    private ClientIdentity inline(CertificateChoice.Inline inline) {
        return known.get(
                new Key(false, inline.text(), salted(inline.password())),
                key -> ClientIdentity.fromBase64(inline.text(), chars(inline.password())));
    }

    private ClientIdentity named(CertificateChoice.Named named) {
        ClientIdentity identity = opened.get(named.name());
        if (identity != null) {
            return identity;
        }
        KeyStoreEntry entry = entries.get(named.name());
        if (entry == null) {
            throw new ClientCertificateException(
                    ClientCertificateException.Reason.NO_SUCH_ALIAS,
                    "There is no certificate named \"" + named.name() + "\"" + known()
                            + " Set clientCertName_x to one of these, or add it with"
                            + " Callouts.builder().certificate(name, entry). Names tell upper from lower case.");
        }
        return known.get(
                new Key(true, named.name(), salted(named.password())), key -> entry.load(chars(named.password())));
    }

    private String known() {
        return entries.isEmpty()
                ? ": this runtime has no named certificates at all."
                : "; the known names are " + String.join(", ", new TreeMap<>(entries).keySet()) + ".";
    }

    private static char @Nullable [] chars(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    private @Nullable String salted(@Nullable String password) {
        if (password == null) {
            return null;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /**
     * What an opened certificate is found again by: its name, or the text itself (mostly the same instance, so comparing it costs nothing),
     * and of the password a salted hash, so that it is not kept.
     */
    private record Key(boolean named, String text, @Nullable String password) {
        @Override
        public String toString() {
            return "opened certificate";
        }
    }
}

package io.callout4j.identity;

import static io.callout4j.identity.ToolFilesTest.assertKeyFits;
import static io.callout4j.identity.ToolFilesTest.assertReason;
import static io.callout4j.identity.ToolFilesTest.subjects;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.ClientCertificateException.Reason;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** BCFKS as Bouncy Castle writes it. */
class BcfksReaderTest {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final char[] STORE = "p\u00E4ssword".toCharArray();
    private static final char[] KEY = "key".toCharArray();
    private static final PBKDFConfig PBKDF2 = new PBKDF2Config.Builder()
            .withIterationCount(3000)
            .withPRF(PBKDF2Config.PRF_SHA512)
            .withSaltLength(32)
            .build();

    private final Certificates.Holder root = Certificates.root("Root");
    private final Certificates.Holder client = Certificates.leaf("Client", root);

    @Test
    void opensFiles() throws Exception {
        ClientIdentity identity = entry(PBKDF2).withKeyPassword(KEY).load();

        assertKeyFits(identity);
        assertThat(subjects(identity)).containsExactly("CN=Client");
        assertThat(identity.source().type()).isEqualTo(IdentitySource.Type.BCFKS);
        assertThat(identity.source().alias()).isEqualTo("client");
        assertThat(identity.chainComplete()).isTrue();
        assertThat(identity.source().legacyAlgorithms()).isEmpty();
    }

    @Test
    void opensFilesWithScrypt() throws Exception {
        PBKDFConfig scrypt =
                new ScryptConfig.Builder(1024, 8, 1).withSaltLength(20).build();

        assertKeyFits(entry(scrypt).withKeyPassword(KEY).load());
    }

    @Test
    void opensWhatTheDefaultKeyStoreWrites() throws Exception {
        KeyStore store = KeyStore.getInstance("BCFKS", PROVIDER);
        store.load(null, null);
        store.setKeyEntry("client", client.keys().getPrivate(), STORE, new Certificate[] {client.certificate()});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, STORE);

        assertKeyFits(ClientIdentity.fromBytes(out.toByteArray(), STORE));
    }

    @Test
    void reportsWhichPasswordIsWrong() throws Exception {
        assertReason(Reason.WRONG_KEY_PASSWORD, entry(PBKDF2)::load);
        assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(file(PBKDF2), KEY));
    }

    @Test
    void chargesTheDerivationOfTheKeyToo() throws Exception {
        byte[] file = file(PBKDF2);
        KeyStoreEntry entry = KeyStoreEntry.ofBytes(file, "x", STORE).withKeyPassword(KEY);

        // MAC and store need 6000 iterations; those of the key are only known once the store is open.
        assertThat(entry.load().isNone()).isFalse();
        assertReason(
                Reason.TOO_MANY_ITERATIONS, entry.withLimits(IdentityLimits.DEFAULT.withMaxIterations(6001))::load);
        assertReason(
                Reason.NO_SUCH_ALIAS, entry.withLimits(IdentityLimits.DEFAULT).withAlias("other")::load);
    }

    private KeyStoreEntry entry(PBKDFConfig config) throws Exception {
        return KeyStoreEntry.ofBytes(file(config), "x.bcfks", STORE);
    }

    private byte[] file(PBKDFConfig config) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KeyStore store = KeyStore.getInstance("BCFKS", PROVIDER);
        store.load(new BCFKSLoadStoreParameter.Builder()
                .withStorePBKDFConfig(config)
                .build());
        store.setKeyEntry(
                "client", client.keys().getPrivate(), KEY, new Certificate[] {client.certificate(), root.certificate()
                });
        store.store(new BCFKSLoadStoreParameter.Builder(out, STORE)
                .withStorePBKDFConfig(config)
                .build());
        return out.toByteArray();
    }
}

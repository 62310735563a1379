package io.callout4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other tools write, or that are refused: the reason that is given is the real one. */
class TrueReasonsTest {

    private static final char[] PASSWORD = "secret".toCharArray();

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static ClientIdentity open(String pem) {
        return ClientIdentity.fromBytes(pem.getBytes(StandardCharsets.US_ASCII), PASSWORD);
    }

    /** PBES2 with PBKDF2 as NSS 3.21 writes it. */
    @ParameterizedTest
    @CsvSource({
        "2.16.840.1.101.3.4.1.2, 32",
        "2.16.840.1.101.3.4.1.22, 32",
        "2.16.840.1.101.3.4.1.2, 16",
        "2.16.840.1.101.3.4.1.42, 32"
    })
    void aKeyIsDecryptedWithTheStatedKeyLengthIfTheCipherHasAnother(String cipher, int length) throws Exception {
        KeyPair keys = Certificates.ec("secp256r1");
        byte[] encrypted = encrypted(keys.getPrivate().getEncoded(), new ASN1ObjectIdentifier(cipher), length);
        byte[] certificate =
                Certificates.named("Contoso").keys(keys).build().certificate().getEncoded();
        ClientIdentity identity = open(pem("ENCRYPTED PRIVATE KEY", encrypted) + pem("CERTIFICATE", certificate));
        assertThat(identity.certificate().getEncoded()).isEqualTo(certificate);
    }

    private static byte[] encrypted(byte[] key, ASN1ObjectIdentifier cipher, int length) throws Exception {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
        byte[] iv = new byte[16];
        byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                .generateSecret(new PBEKeySpec(PASSWORD, salt, 1000, length * 8))
                .getEncoded();
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, "AES"), new IvParameterSpec(iv));
        var hmac = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA1, DERNull.INSTANCE);
        var parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, 1000, length, hmac)),
                new EncryptionScheme(cipher, new DEROctetString(iv)));
        return new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), aes.doFinal(key))
                .getEncoded();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19})
    void aShortMacKeyIsDamage(int keyLength) {
        byte[] file = HostilePkcs12.pbmac1(PKCSObjectIdentifiers.id_hmacWithSHA256, keyLength, 1000);
        assertThatThrownBy(() -> ClientIdentity.fromBytes(file, PASSWORD))
                .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.DAMAGED))
                .hasMessageContaining("has a key of " + keyLength + " bytes, but RFC 9579 requires 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JCEKS"})
    void aSecretKeyIsNoMissingEntry(String type, @TempDir Path folder) throws Exception {
        KeyPair keys = Certificates.ec("secp256r1");
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setEntry(
                "token",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                new KeyStore.PasswordProtection(PASSWORD));
        store.setKeyEntry("contoso", keys.getPrivate(), PASSWORD, new java.security.cert.Certificate[] {
            Certificates.named("Contoso").keys(keys).build().certificate()
        });
        Path file = folder.resolve("store");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        assertThat(KeyStoreEntry.of(file, PASSWORD).withAlias("contoso").load().isNone())
                .isFalse();
        assertThatThrownBy(() ->
                        KeyStoreEntry.of(file, PASSWORD).withAlias("token").load())
                .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.NO_PRIVATE_KEY))
                .hasMessageContaining("The entry \"token\" in ")
                .hasMessageContaining("is a secret key, which encrypts data")
                .hasMessageContaining("Entries with a private key: contoso.");
    }

    @Test
    void aDsaKeyIsRefusedForWhatItIs() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        assertThatThrownBy(() -> open(pem("PRIVATE KEY", key) + pem("CERTIFICATE", certificate())))
                .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.UNSUPPORTED))
                .hasMessageContaining("is a DSA key. TLS 1.3 has no DSA signatures")
                .hasMessageNotContaining("TLS in Java does not support");
    }

    private static byte[] certificate() {
        try {
            return Certificates.named("Contoso")
                    .keys(Certificates.ec("secp256r1"))
                    .build()
                    .certificate()
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class ACertificateThatJavaCannotRead {

        @Test
        void isRefusedWithTheReasonOfTheJdk() throws Exception {
            KeyPair keys = Certificates.ec("secp256r1");
            byte[] twice = withTheFirstExtensionTwice(Certificates.named("Contoso")
                    .keys(keys)
                    .build()
                    .certificate()
                    .getEncoded());
            assertThatThrownBy(
                            () -> open(pem("PRIVATE KEY", keys.getPrivate().getEncoded()) + pem("CERTIFICATE", twice)))
                    .isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.UNSUPPORTED))
                    .hasMessageContaining("Duplicate extensions not allowed")
                    .hasMessageNotContaining("curve");
        }

        private static byte[] withTheFirstExtensionTwice(byte[] der) throws Exception {
            ASN1Sequence certificate = ASN1Sequence.getInstance(der);
            ASN1Sequence body = ASN1Sequence.getInstance(certificate.getObjectAt(0));
            var extension = new Extension(Extension.subjectKeyIdentifier, false, new byte[] {4, 1, 1});
            var extensions = new DERTaggedObject(true, 3, new DERSequence(new ASN1EncodableVector() {
                {
                    add(extension);
                    add(extension);
                }
            }));
            ASN1EncodableVector changed = new ASN1EncodableVector();
            Arrays.stream(body.toArray())
                    .filter(part ->
                            !(part instanceof org.bouncycastle.asn1.ASN1TaggedObject tagged && tagged.getTagNo() == 3))
                    .forEach(changed::add);
            changed.add(extensions);
            return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                        new DERSequence(changed), certificate.getObjectAt(1), certificate.getObjectAt(2)
                    })
                    .getEncoded();
        }
    }
}

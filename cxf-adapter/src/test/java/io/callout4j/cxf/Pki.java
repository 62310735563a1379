package io.callout4j.cxf;

import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.trust.ServerTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates of the tests, generated when they run. Elliptic curves, because these keys are fast to generate. */
final class Pki {

    static final CertificateAuthority ROOT =
            CertificateAuthority.root(CertificateProfile.client("CN=Test Root").withKey(KeyKind.EC_P256));
    static final CertificateAuthority STRANGER = CertificateAuthority.root(
            CertificateProfile.client("CN=Stranger Root").withKey(KeyKind.EC_P256));
    static final HeldCertificate SERVER =
            ROOT.issue(CertificateProfile.server("localhost", "127.0.0.1").withKey(KeyKind.EC_P256));
    static final HeldCertificate ALICE = client(ROOT, "CN=Alice");
    static final HeldCertificate BOB = client(ROOT.intermediate("CN=Test Issuing"), "CN=Bob");
    static final HeldCertificate MALLORY = client(STRANGER, "CN=Mallory");
    static final HeldCertificate SELF_SIGNED = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));

    static final String PASSWORD = "correct horse battery staple";

    private Pki() {}

    static HeldCertificate client(CertificateAuthority authority, String subject) {
        return authority.issue(CertificateProfile.client(subject).withKey(KeyKind.EC_P256));
    }

    static String text(HeldCertificate certificate) {
        return certificate.toClientCertText(PASSWORD.toCharArray());
    }

    static KeyStoreEntry entry(HeldCertificate certificate) {
        return KeyStoreEntry.ofBytes(certificate.toPkcs12(PASSWORD.toCharArray()), "the test", PASSWORD.toCharArray());
    }

    /** A key store with the given part of the chain. */
    static KeyStore keyStore(HeldCertificate certificate, List<X509Certificate> chain, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", certificate.privateKey(), password, chain.toArray(Certificate[]::new));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate's file, exported without the chain. */
    static byte[] withoutChain(HeldCertificate certificate) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            keyStore(certificate, List.of(certificate.certificate()), PASSWORD.toCharArray())
                    .store(out, PASSWORD.toCharArray());
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<X509Certificate> clients() {
        return List.of(ROOT.certificate(), SELF_SIGNED.certificate());
    }

    /** A runtime that trusts the test's servers. */
    static CalloutsBuilder callouts() {
        return Callouts.builder().trust(ServerTrust.certificates(ROOT.certificate()));
    }
}

package io.callout4j.samples;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.identity.KeyStoreEntry;

/**
 * The client certificates of the scenes, with RSA keys as Salesforce makes them; the CAs have
 * keys on an elliptic curve, which take no time to make.
 *
 * @param inline self-signed, to be pasted into {@code clientCert_x}
 * @param selfSigned self-signed, to be kept under a name
 * @param caSigned signed by an intermediate authority, to be kept under a name
 * @param root the authority above that one
 */
record ContosoCertificates(
        HeldCertificate inline, HeldCertificate selfSigned, HeldCertificate caSigned, CertificateAuthority root) {

    static ContosoCertificates make() {
        CertificateAuthority root = CertificateAuthority.root(
                CertificateProfile.client("CN=Contoso Root CA,O=Contoso").withKey(KeyKind.EC_P256));
        CertificateAuthority issuing = root.intermediate("CN=Contoso Issuing CA,O=Contoso");
        return new ContosoCertificates(
                HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso inline,O=Contoso")),
                HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF,O=Contoso")),
                issuing.issue(CertificateProfile.client("CN=Contoso_SF_PCA,O=Contoso")),
                root);
    }

    /** A certificate as Certificate and Key Management would keep it, here without a file. */
    static KeyStoreEntry kept(HeldCertificate certificate, String name, String password) {
        char[] characters = password.toCharArray();
        return KeyStoreEntry.ofBytes(certificate.toPkcs12(characters), name + ".p12", characters);
    }
}

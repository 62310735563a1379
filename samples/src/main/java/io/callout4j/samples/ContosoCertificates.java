package io.callout4j.samples;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.identity.KeyStoreEntry;

/**
 * The client certificates of the scenes, with RSA keys as Salesforce generates them; the CAs have elliptic curve keys, which are faster to
 * generate.
 *
 * @param inline self-signed, for {@code clientCert_x}
 * @param selfSigned self-signed, for use by name
 * @param caSigned signed by an intermediate CA, for use by name
 * @param root the root CA above the intermediate
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

    /** A key store entry as in Salesforce's Certificate and Key Management, but in memory. */
    static KeyStoreEntry entry(HeldCertificate certificate, String name, String password) {
        char[] characters = password.toCharArray();
        return KeyStoreEntry.ofBytes(certificate.toPkcs12(characters), name + ".p12", characters);
    }
}

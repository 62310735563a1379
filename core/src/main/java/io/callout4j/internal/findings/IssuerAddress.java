package io.callout4j.internal.findings;

import io.callout4j.internal.text.ForeignText;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** What a certificate says about its issuer's certificate, apart from the name. */
public final class IssuerAddress {

    private static final int MAX_ADDRESSES = 2;

    private IssuerAddress() {}

    /**
     * Where the issuer's certificate is available over plain HTTP (caIssuers, RFC 5280 section 4.2.2.1); empty if the certificate does not say.
     */
    public static List<String> of(X509Certificate certificate) {
        try {
            byte[] value = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
            if (value == null) {
                return List.of();
            }
            AuthorityInformationAccess access = AuthorityInformationAccess.getInstance(
                    ASN1OctetString.getInstance(value).getOctets());
            return Arrays.stream(access.getAccessDescriptions())
                    .filter(each -> each.getAccessMethod().equals(X509ObjectIdentifiers.id_ad_caIssuers))
                    .map(AccessDescription::getAccessLocation)
                    .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .map(name -> name.getName().toString())
                    .filter(address -> address.startsWith("http://"))
                    .limit(MAX_ADDRESSES)
                    .toList();
        } catch (IllegalArgumentException | LinkageError e) {
            // An extension that cannot be parsed, or not with this Bouncy Castle, says nothing.
            return List.of();
        }
    }

    /**
     * Where a person can get the issuer's certificate; nothing is downloaded from there without being asked for, because whoever made the
     * certificate has chosen the address.
     *
     * @return a sentence after a space, or empty if the certificate has no address
     */
    public static String hint(X509Certificate certificate) {
        List<String> addresses = of(certificate);
        return addresses.isEmpty()
                ? ""
                : " According to that certificate, its issuer's certificate is at "
                        + ForeignText.printable(addresses.get(0))
                        + "; if you trust this address, callout doctor --fetch-issuers downloads it and finds out"
                        + " what is missing.";
    }

    /**
     * The issuer of the issuer's certificate, if the certificate says so (authorityCertIssuer, RFC 5280 section 4.2.1.1), or null. If that
     * is the issuer itself, the issuer is a root.
     */
    static @Nullable X500Principal issuerOfIssuer(X509Certificate certificate) {
        try {
            byte[] value = certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId());
            if (value == null) {
                return null;
            }
            AuthorityKeyIdentifier identifier = AuthorityKeyIdentifier.getInstance(
                    ASN1OctetString.getInstance(value).getOctets());
            if (identifier.getAuthorityCertIssuer() == null) {
                return null;
            }
            for (GeneralName name : identifier.getAuthorityCertIssuer().getNames()) {
                if (name.getTagNo() == GeneralName.directoryName) {
                    return new X500Principal(name.getName().toASN1Primitive().getEncoded());
                }
            }
            return null;
        } catch (IllegalArgumentException | IOException | LinkageError e) {
            // As above.
            return null;
        }
    }
}

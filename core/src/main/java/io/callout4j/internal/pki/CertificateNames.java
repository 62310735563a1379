package io.callout4j.internal.pki;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/** The names in a certificate: its subject and its subjectAltNames. */
public final class CertificateNames {

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private CertificateNames() {}

    /** Whether the certificate has subjectAltNames of any type, even if they cannot be parsed. */
    public static boolean hasAlternatives(X509Certificate certificate) {
        return certificate.getExtensionValue(Extension.subjectAlternativeName.getId()) != null;
    }

    /**
     * The most specific common name of the subject, which is its last one.
     *
     * @return null if there is none
     */
    public static @Nullable String commonName(X509Certificate certificate) {
        return last(subject(certificate), BCStyle.CN);
    }

    /**
     * All names that name constraints apply to.
     *
     * @param server whether it is the server's own certificate, whose common name counts if there are no subjectAltNames
     * @throws ServerRefusedException if the names cannot be parsed
     */
    static List<GeneralName> all(X509Certificate certificate, boolean server) throws ServerRefusedException {
        List<GeneralName> names = new ArrayList<>();
        try {
            X500Name subject = subject(certificate);
            if (subject.getRDNs().length > 0) {
                names.add(new GeneralName(subject));
            }
            byte[] alternatives = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
            if (alternatives != null) {
                names.addAll(Arrays.asList(GeneralNames.getInstance(
                                ASN1OctetString.getInstance(alternatives).getOctets())
                        .getNames()));
                return names;
            }
            String mail = last(subject, BCStyle.EmailAddress);
            if (mail != null) {
                names.add(new GeneralName(GeneralName.rfc822Name, mail));
            }
            String common = last(subject, BCStyle.CN);
            if (server && common != null) {
                names.add(new GeneralName(GeneralName.dNSName, common));
            }
            return names;
        } catch (RuntimeException e) {
            throw new ServerRefusedException(
                    Kind.NAME_CONSTRAINT,
                    "A CA in the chain has name constraints, but the names of a certificate below it cannot be read");
        }
    }

    private static X500Name subject(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static @Nullable String last(X500Name subject, ASN1ObjectIdentifier type) {
        RDN[] all = subject.getRDNs(type);
        if (all.length == 0) {
            return null;
        }
        return Arrays.stream(all[all.length - 1].getTypesAndValues())
                .filter(each -> each.getType().equals(type))
                .map(each -> IETFUtils.valueToString(each.getValue()))
                .findFirst()
                .orElse(null);
    }

    /** A name or a constraint as OpenSSL writes it, such as {@code DNS:example.com} or {@code IP:10.0.0.0/255.0.0.0}. */
    static String inWords(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> "DNS:" + name.getName();
            case GeneralName.rfc822Name -> "email:" + name.getName();
            case GeneralName.uniformResourceIdentifier -> "URI:" + name.getName();
            case GeneralName.directoryName -> "dirName:" + name.getName();
            case GeneralName.iPAddress ->
                "IP:" + address(ASN1OctetString.getInstance(name.getName()).getOctets());
            default -> "a name of type " + name.getTagNo();
        };
    }

    private static String address(byte[] octets) {
        try {
            if (octets.length == IPV4 || octets.length == IPV6) {
                return InetAddress.getByAddress(octets).getHostAddress();
            }
            int half = octets.length / 2;
            return InetAddress.getByAddress(Arrays.copyOf(octets, half)).getHostAddress()
                    + "/"
                    + InetAddress.getByAddress(Arrays.copyOfRange(octets, half, octets.length))
                            .getHostAddress();
        } catch (UnknownHostException e) {
            return octets.length + " bytes";
        }
    }
}

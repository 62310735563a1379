package io.callout4j.internal.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A CA that signs certificates, CRLs, and OCSP responses. */
public final class RevokingAuthority {

    private final KeyPair keys = newKeys();
    public final X509Certificate certificate;
    private final Instant now = Instant.now();
    private long serial = 100;

    private RevokingAuthority(RevokingAuthority above, String subject, String listUrl) {
        try {
            X500Principal name = new X500Principal(subject);
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    above == null ? name : above.certificate.getSubjectX500Principal(),
                    BigInteger.valueOf(above == null ? 1 : above.serial++),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(365))),
                    name,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            addListUrl(builder, listUrl);
            certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(above == null ? signer() : above.signer()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static RevokingAuthority root() {
        return new RevokingAuthority(null, "CN=Revoking Root", null);
    }

    public RevokingAuthority intermediate(String listUrl) {
        return new RevokingAuthority(this, "CN=Revoking Issuing", listUrl);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    private static void addListUrl(JcaX509v3CertificateBuilder builder, String url) throws Exception {
        if (url != null) {
            GeneralNames names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url));
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                new DistributionPoint(new DistributionPointName(names), null, null)
            }));
        }
    }

    /** A server certificate with or without a CRL distribution point. */
    public X509Certificate server(String listUrl) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate.getSubjectX500Principal(),
                    BigInteger.valueOf(serial++),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(90))),
                    new X500Principal("CN=erp.example.com"),
                    newKeys().getPublic());
            addListUrl(builder, listUrl);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server certificate with its key. */
    public record Server(X509Certificate certificate, PrivateKey key) {}

    public Server localhost() {
        try {
            KeyPair pair = newKeys();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate.getSubjectX500Principal(),
                    BigInteger.valueOf(serial++),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(90))),
                    new X500Principal("CN=localhost"),
                    pair.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
            return new Server(
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer())), pair.getPrivate());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public X509CRL list(Instant nextUpdate, X509Certificate... revoked) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                    certificate.getSubjectX500Principal(), Date.from(now.minus(Duration.ofHours(10))));
            builder.setNextUpdate(Date.from(nextUpdate));
            for (X509Certificate each : revoked) {
                builder.addCRLEntry(
                        each.getSerialNumber(), Date.from(now.minus(Duration.ofHours(12))), CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter().getCRL(builder.build(signer()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public X509CRL list(X509Certificate... revoked) {
        return list(now.plus(Duration.ofDays(1)), revoked);
    }

    public byte[] response(X509Certificate about, boolean revoked, Instant nextUpdate) {
        try {
            DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
            CertificateID id = new CertificateID(
                    digests.get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(certificate),
                    about.getSerialNumber());
            RespID responder = new RespID(
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()), digests.get(RespID.HASH_SHA1));
            CertificateStatus status = revoked
                    ? new RevokedStatus(Date.from(now.minus(Duration.ofHours(12))), CRLReason.keyCompromise)
                    : CertificateStatus.GOOD;
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(responder);
            builder.addResponse(
                    id, status, Date.from(nextUpdate.minus(Duration.ofDays(2))), Date.from(nextUpdate), null);
            OCSPResp response = new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, builder.build(signer(), null, Date.from(now)));
            return response.getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Doctor;
import io.callout4j.diagnosis.Examination;
import io.callout4j.trust.ServerTrust;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor and a server whose certificate has been revoked, which callouts do not check by default. */
class DoctorRevocationTest {

    private static final X500Name CA = new X500Name("CN=Revoking Root");
    private static final BigInteger SERIAL = BigInteger.valueOf(7);

    private final Instant now = Instant.now();
    private final KeyPair caKeys = newKeys();
    private final KeyPair serverKeys = newKeys();
    private boolean revoked = true;
    private final LoopbackServer lists = LoopbackServer.plain(peer -> {
        peer.next();
        byte[] list = list();
        peer.out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + list.length + "\r\n\r\n").getBytes());
        peer.out.write(list);
        peer.out.flush();
    });
    private final X509Certificate root = certificate(new X500Name("CN=Revoking Root"), BigInteger.ONE, caKeys);
    private final LoopbackServer server = LoopbackServer.tls(
            keys(certificate(new X500Name("CN=localhost"), SERIAL, serverKeys)),
            StatusService.always("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"));

    @AfterEach
    void close() {
        server.close();
        lists.close();
    }

    private Examination examination() {
        return Examination.of(server.url()).withTrust(ServerTrust.certificates(root));
    }

    @Test
    void callsNobodyUnlessAsked() {
        Diagnosis diagnosis = Doctor.examine(examination());
        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.trust()).doesNotContain("revocation");
        assertThat(lists.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsTheListThatTheCertificateNamesIfAsked(boolean isRevoked) {
        revoked = isRevoked;
        Diagnosis diagnosis = Doctor.examine(examination().checkingRevocation());
        assertThat(lists.requests).isNotEmpty();
        assertThat(diagnosis.healthy()).isEqualTo(!isRevoked);
        if (isRevoked) {
            assertThat(diagnosis.findings().get(0).code()).isEqualTo("server-revoked");
        }
    }

    private KeyManagerFactory keys(X509Certificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", serverKeys.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return factory;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ContentSigner signer() throws Exception {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate());
    }

    private X509Certificate certificate(X500Name subject, BigInteger serial, KeyPair own) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Principal(CA.toString()),
                    serial,
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(90))),
                    new X500Principal(subject.toString()),
                    own.getPublic());
            boolean isRoot = serial.equals(BigInteger.ONE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isRoot));
            if (!isRoot) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
                String url = "http://localhost:" + lists.port() + "/root.crl";
                var name = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url));
                var point = new DistributionPoint(new DistributionPointName(name), null, null);
                builder.addExtension(
                        Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] list() {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(CA, Date.from(now.minus(Duration.ofHours(1))));
            builder.setNextUpdate(Date.from(now.plus(Duration.ofDays(1))));
            if (revoked) {
                builder.addCRLEntry(SERIAL, Date.from(now.minus(Duration.ofHours(2))), CRLReason.keyCompromise);
            }
            return builder.build(signer()).getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

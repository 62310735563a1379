package io.callout4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.cli.CommandRun;
import io.callout4j.cli.FixedResponseServer;
import io.callout4j.cli.StatusService;
import io.callout4j.trust.ServerTrust;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code callout doctor} calls an address in a certificate only with {@code --fetch-issuers}. */
@Timeout(60)
class IssuerDownloadTest {

    private static final char[] PASSWORD = "secret".toCharArray();
    private static final CertificateAuthority ROOT = CertificateAuthority.root("CN=Partner Root");
    private static final HeldCertificate SERVER = ROOT.issue(CertificateProfile.server("localhost"));

    @TempDir
    private Path folder;

    /** A client certificate, without its issuer, that has an address for it. */
    private Path identity(String address) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Principal("CN=Omega 7"),
                BigInteger.valueOf(7),
                Date.from(Instant.now().minusSeconds(3_600)),
                Date.from(Instant.now().plusSeconds(7_776_000)),
                new X500Principal("CN=Contoso_SF"),
                keys.getPublic());
        builder.addExtension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(
                        AccessDescription.id_ad_caIssuers,
                        new GeneralName(GeneralName.uniformResourceIdentifier, address)));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
        Path file = folder.resolve("contoso.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    @Test
    void happensOnlyWithTheOption() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuers.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        issuers.start();
        Path trust = Files.writeString(
                folder.resolve("root.pem"), StatusService.pem(ServerTrust.certificates(ROOT.certificate())));
        try (FixedResponseServer server = new FixedResponseServer(
                SERVER, SERVER.chain(), List.of(ROOT.certificate()), "HTTP/1.1 204 No Content\r\n\r\n")) {
            String address = "http://localhost:" + issuers.getAddress().getPort() + "/issuer.cer";
            Object[] doctor = {
                "doctor", server.url(), "--trust", trust, "--cert-file", identity(address), "--cert-password-env", "PW"
            };
            CommandRun.Result plain = new CommandRun().variable("PW", "secret").run(doctor);
            assertThat(plain.code()).isEqualTo(8);
            assertThat(plain.out().replaceAll("\\s+", " ")).contains(address, "callout doctor --fetch-issuers");
            assertThat(asked).hasValue(0);

            Object[] fetching = java.util.Arrays.copyOf(doctor, doctor.length + 1);
            fetching[doctor.length] = "--fetch-issuers";
            assertThat(new CommandRun().variable("PW", "secret").run(fetching).code())
                    .isEqualTo(8);
            assertThat(asked).hasValue(1);
        } finally {
            issuers.stop(0);
        }
    }
}

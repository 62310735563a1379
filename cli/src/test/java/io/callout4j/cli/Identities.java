package io.callout4j.cli;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.identity.KeyStoreEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/** Certificates for tests, and the files that other tools created for the tests of core. */
public final class Identities {

    public static final String SECRET = "correct horse battery";

    private static final Path FIXTURES =
            Path.of(System.getProperty("callout4j.project"), "core/src/test/resources/io/callout4j/identity");

    public static final HeldCertificate SELF_SIGNED =
            HeldCertificate.selfSigned(CertificateProfile.client("CN=J\u00F6rg \u65E5\u672C, O=Contoso"));

    public static final HeldCertificate ISSUED = CertificateAuthority.root("CN=Contoso Root")
            .intermediate("CN=Contoso Issuing")
            .issue(CertificateProfile.client("CN=Contoso_SF, O=Contoso"));

    private Identities() {}

    public static Path write(Path folder, String name, HeldCertificate certificate) {
        return write(folder, name, certificate.toPkcs12(SECRET.toCharArray()));
    }

    public static Path write(Path folder, String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path fixture(String name) {
        return FIXTURES.resolve(name);
    }

    /** The client certificate in a fixture created by keytool. */
    public static X509Certificate fixtureCertificate(String name) {
        return KeyStoreEntry.of(fixture(name), "secret".toCharArray())
                .withAlias("client")
                .withKeyPassword("keysecret".toCharArray())
                .load()
                .certificate();
    }
}

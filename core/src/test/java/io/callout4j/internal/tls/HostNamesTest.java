package io.callout4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that the JDK does not verify. */
class HostNamesTest {

    private static X509Certificate certificateFor(String name) {
        return HeldCertificate.selfSigned(CertificateProfile.server(name).withKey(KeyKind.EC_P256))
                .certificate();
    }

    @Test
    void needTheirOwnCheckOnlyWithAnUnderscore() {
        assertThat(HostNames.needsOwnCheck("my_erp.example.com")).isTrue();
        assertThat(HostNames.needsOwnCheck("my-erp.example.com")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "my_erp.example.com, my_erp.example.com",
        "My_Erp.Example.com, my_erp.example.COM",
        "my_erp.example.com, *.example.com"
    })
    void matchTheSameNameAndAWildcardForTheFirstLabel(String name, String certificateName) {
        assertThatCode(() -> HostNames.verify(name, certificateFor(certificateName)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "my_erp.example.com, erp.example.com",
        "my_erp.example.com, a.my_erp.example.com",
        "a.my_erp.example.com, *.example.com",
        "my_erp.example.com, *.erp.example.com",
        "my_erp.com, *.com",
        "my_erp, *"
    })
    void doNotMatchOtherNames(String name, String certificateName) {
        X509Certificate certificate = certificateFor(certificateName);
        assertThatThrownBy(() -> HostNames.verify(name, certificate)).isInstanceOf(HostNameMismatchException.class);
    }

    @Test
    void doNotMatchTheSubject() {
        X509Certificate certificate = HeldCertificate.selfSigned(
                        CertificateProfile.client("CN=my_erp.example.com").withKey(KeyKind.EC_P256))
                .certificate();
        assertThatThrownBy(() -> HostNames.verify("my_erp.example.com", certificate))
                .isInstanceOf(HostNameMismatchException.class);
    }
}

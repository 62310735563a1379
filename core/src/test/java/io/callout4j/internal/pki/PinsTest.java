package io.callout4j.internal.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.tls.RevokingAuthority;
import io.callout4j.trust.ServerTrust;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins, and the paths that they match. */
class PinsTest {

    private static final RevokingAuthority ROOT = RevokingAuthority.root();
    private static final RevokingAuthority ISSUING = ROOT.intermediate(null);
    private static final X509Certificate SERVER = ISSUING.server(null);

    private static boolean fit(X509Certificate pinned, X509Certificate... sent) throws Exception {
        return Pins.match(Set.of(Pins.of(pinned)), TrustPath.of(sent, Set.of(ROOT.certificate)));
    }

    @Test
    void matchEachCertificateOfThePathAndTheAnchor() throws Exception {
        assertThat(fit(SERVER, SERVER, ISSUING.certificate)).isTrue();
        assertThat(fit(ISSUING.certificate, SERVER, ISSUING.certificate)).isTrue();
        assertThat(fit(ROOT.certificate, SERVER, ISSUING.certificate)).isTrue();
    }

    @Test
    void doNotMatchCertificatesThatAreNotInThePath() throws Exception {
        X509Certificate other = RevokingAuthority.root().certificate;
        assertThat(fit(other, SERVER, ISSUING.certificate, other)).isFalse();
    }

    @Test
    void areAcceptedInTheFormatOfCurl() {
        String pin = Pins.of(SERVER);
        assertThat(Pins.normalize(pin)).isEqualTo(pin);
        assertThat(Pins.normalize(pin.replace("sha256/", "sha256//"))).isEqualTo(pin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256/", "sha256/AAAA", "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "sha256/%%%%"})
    void areRejectedIfTheyAreInvalid(String pin) {
        assertThatThrownBy(() -> ServerTrust.certificates(SERVER).withPins(pin))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("sha256/");
    }
}

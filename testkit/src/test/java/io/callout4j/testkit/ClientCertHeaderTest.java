package io.callout4j.testkit;

import static io.callout4j.testkit.TestClients.CHAINED;
import static io.callout4j.testkit.TestClients.ISSUING;
import static io.callout4j.testkit.TestClients.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClientCertHeaderTest {

    @Test
    void encodesACertificateAsOneByteSequence() throws Exception {
        String value = ClientCertHeader.of(CHAINED.certificate());

        assertThat(value).startsWith(":").endsWith(":").doesNotContain("\n");
        assertThat(Base64.getDecoder().decode(value.substring(1, value.length() - 1)))
                .isEqualTo(CHAINED.certificate().getEncoded());
    }

    @Test
    void readsAListInOrder() {
        String value = ClientCertHeader.listOf(new X509Certificate[] {ISSUING.certificate(), ROOT.certificate()});

        assertThat(ClientCertHeader.read(value)).containsExactly(ISSUING.certificate(), ROOT.certificate());
    }

    @Test
    void rejectsWhatIsNotACertificate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertHeader.read(":AAAA:"))
                .withMessageContaining("RFC 9440");
    }
}

package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.Operation;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.AfterEach;

/** A stub over a transport that sends nothing. */
abstract class StubOverRecording {

    static final char[] PASSWORD = "store secret".toCharArray();
    static final HeldCertificate CONTOSO = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));
    static final Operation PING = Operation.of("urn:ping", new QName("urn:s", "ping"), new QName("urn:s", "pong"));

    static final class Port extends CalloutStub {
        Port(Callouts callouts) {
            super(callouts);
            endpoint_x = "https://erp.example.com/status";
        }

        String ping() {
            String payload = "<ping u='{!$Credential.Username}' p='{!HTMLENCODE($Credential.Password)}'/>";
            return WebServiceCallout.invoke(this, PING, payload, String.class);
        }
    }

    final RecordingTransport transport = new RecordingTransport();
    final Callouts callouts = transport
            .callouts()
            .certificate("Contoso_SF", KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(PASSWORD), "the test", PASSWORD))
            .build();
    final Port port = new Port(callouts);

    @AfterEach
    void close() {
        callouts.close();
    }

    void assertRejected(String... parts) {
        assertThatThrownBy(port::ping)
                .isInstanceOfAny(CalloutConfigurationException.class, ClientCertificateException.class)
                .hasMessageContainingAll(parts);
        assertThat(transport.exchanges).isEmpty();
    }
}

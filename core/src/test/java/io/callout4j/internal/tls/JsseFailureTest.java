package io.callout4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of JDK 17 and JDK 25; the tests over real TLS check those of the current JDK. */
class JsseFailureTest {

    private static Failure of(IOException thrown) {
        return JsseFailure.of(thrown, CalloutPhase.HANDSHAKE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received fatal alert: bad_certificate",
                "(bad_certificate) Received fatal alert: bad_certificate",
                "readHandshakeRecord: Received fatal alert: bad_certificate"
            })
    void findsAnAlertInTheMessage(String text) {
        Failure failure = of(new SSLHandshakeException(text));
        assertThat(failure.kind()).isEqualTo(Kind.ALERT);
        assertThat(failure.alert()).isEqualTo("bad_certificate");
    }

    @Test
    void findsAnAlertInTheCause() {
        IOException wrapped = new IOException("read failed", new SSLException("Received fatal alert: unknown_ca"));
        assertThat(JsseFailure.receivedAlert(wrapped)).isEqualTo("unknown_ca");
    }

    @Test
    void ignoresAnAlertThatTheClientSent() {
        SSLHandshakeException own = new SSLHandshakeException("(certificate_unknown) PKIX path building failed");
        own.initCause(new CertificateException("PKIX path building failed"));
        assertThat(of(own))
                .isEqualTo(new Failure(
                        Kind.SERVER_NOT_TRUSTED, CalloutPhase.HANDSHAKE, "PKIX path building failed", null));
    }

    @Test
    void distinguishesAHostNameMismatchFromAnUntrustedServer() {
        SSLHandshakeException own = new SSLHandshakeException("No name matching localhost found");
        own.initCause(new HostNameMismatchException(new CertificateException("No name matching localhost found")));
        assertThat(of(own).kind()).isEqualTo(Kind.HOST_NAME_MISMATCH);
    }

    @Test
    void recognizesAConnectionClosedWithoutAnAlert() {
        SSLException cut = new SSLHandshakeException("Remote host terminated the handshake");
        cut.initCause(new EOFException("SSL peer shut down incorrectly"));
        assertThat(of(cut).kind()).isEqualTo(Kind.CUT);
        assertThat(of(new SocketException("Connection reset")).kind()).isEqualTo(Kind.CUT);
    }

    @Test
    void recognizesAKeyThatSupportsNoneOfTheServersAlgorithms() {
        assertThat(of(new SSLHandshakeException(
                                "(handshake_failure) No supported CertificateVerify signature algorithm for EC  key"))
                        .kind())
                .isEqualTo(Kind.KEY_NOT_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unsupported or unrecognized SSL message",
                "Unrecognized SSL message, plaintext connection?",
                "(unexpected_message) Unsupported or unrecognized SSL message"
            })
    void recognizesAnotherProtocol(String text) {
        assertThat(of(new SSLException(text)).kind()).isEqualTo(Kind.NOT_TLS);
    }
}

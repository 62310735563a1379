package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.request.CalloutRequest;
import io.callout4j.trust.HttpProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server's text cannot forge a line of a log, neither in a message nor in a finding nor in the stack trace that is logged. */
@Timeout(60)
class HostileTextOnTheWireTest extends OneResponse {

    /** What XML and a header may contain. */
    private static final String TEXT = "a\u0085b\u202ec\u2028d\u200be\ufefff\u009b31m";

    private static final String SHOWN = "b\\u202ec";

    private static void assertHarmless(CalloutException thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        String lines = trace.toString().replaceAll("[\r\n\t]", "");
        assertThat(harmful(lines)).as(lines).isEmpty();
        for (Finding finding : thrown.findings()) {
            assertThat(harmful(finding.toString())).as(finding.toString()).isEmpty();
        }
    }

    private static String harmful(String text) {
        return text.codePoints()
                .filter(at -> Character.isISOControl(at) || Character.getType(at) == Character.FORMAT || at == 0x2028)
                .mapToObj(at -> "U+" + Integer.toHexString(at) + " ")
                .reduce("", String::concat);
    }

    @Test
    void inAFault() {
        String fault = "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>" + TEXT
                + "</faultstring><faultactor>" + TEXT + "</faultactor></soap:Fault>";
        CalloutFaultException thrown = failed(
                CalloutFaultException.class,
                StatusService.http(500, "text/xml; charset=UTF-8", StatusService.envelope(fault)));

        assertHarmless(thrown);
        assertThat(thrown.string()).isEqualTo(TEXT);
        assertThat(thrown).hasMessageContaining(SHOWN);
    }

    @Test
    void inAStatusLineAndHeaders() {
        CalloutHttpException thrown = failed(
                CalloutHttpException.class,
                "HTTP/1.1 401 " + TEXT + "\u001b[2J\r\nContent-Type: " + TEXT + "\u001b[2J\r\nWWW-Authenticate: " + TEXT
                        + "\r\nServer: " + TEXT + "\r\nLocation: " + TEXT + "\r\nContent-Length: 0\r\n\r\n");

        assertHarmless(thrown);
    }

    @Test
    void inHtml() {
        String html = "<html><title>" + TEXT + "</title>" + TEXT + "</html>";
        CalloutResponseException thrown =
                failed(CalloutResponseException.class, StatusService.http(200, "text/html; charset=UTF-8", html));

        assertHarmless(thrown);
        assertThat(thrown.bodyStart()).isEqualTo(html);
    }

    @Test
    void inWhatIsNotHttp() {
        assertHarmless(failed(CalloutResponseException.class, "SSH-2.0-" + TEXT + "\u001b[2J\r\n\r\n"));
        assertHarmless(failed(CalloutResponseException.class, "HTTP/1.1 200 OK\r\n" + TEXT + "\u001b[2J\r\n\r\n"));
        assertHarmless(failed(
                CalloutResponseException.class,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + TEXT + "\u001b[2J\r\n"));
        assertHarmless(failed(
                CalloutResponseException.class,
                "HTTP/1.1 200 OK\r\nContent-Encoding: " + TEXT + "\u001b[2J\r\nContent-Length: 1\r\n\r\nx"));
        assertHarmless(failed(
                CalloutResponseException.class, "HTTP/1.1 200 OK\r\nContent-Length: " + TEXT + "\u001b[2J\r\n\r\nx"));
    }

    @Test
    void inTheResponseOfAProxy() {
        LoopbackServer.Script refusing = peer -> {
            peer.next();
            peer.out.write(("HTTP/1.1 407 " + TEXT + "\u001b[2J\r\nProxy-Authenticate: " + TEXT + "\u001b[2J x\r\n\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            peer.out.flush();
        };
        try (LoopbackServer proxy = LoopbackServer.plain(refusing);
                Callouts through = Callouts.builder()
                        .proxy(HttpProxy.at(
                                "127.0.0.1", java.net.URI.create(proxy.url()).getPort()))
                        .build()) {
            CalloutConnectException thrown = catchThrowableOfType(
                    CalloutConnectException.class,
                    () -> through.send(CalloutRequest.builder("https://example.com/", StatusService.UPDATE, "<a/>")
                            .build()));
            assertHarmless(thrown);
        }
    }

    @Test
    void inACertificate() {
        HeldCertificate hostile = HeldCertificate.selfSigned(
                CertificateProfile.client("CN=a\u001b[2Jb\u202ec").withKey(KeyKind.EC_P256));
        try (LoopbackServer server = LoopbackServer.tls(hostile, StatusService.always(StatusService.ok("x")))) {
            CalloutTlsException thrown = catchThrowableOfType(
                    CalloutTlsException.class,
                    () -> callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                            .build()));
            assertHarmless(thrown);
            assertThat(thrown).hasMessageContaining(SHOWN);
        }
    }
}

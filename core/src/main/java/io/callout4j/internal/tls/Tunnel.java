package io.callout4j.internal.tls;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.HttpHead;
import io.callout4j.internal.net.Interruption;
import io.callout4j.internal.net.WireSocket;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.trust.HttpProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Opens a tunnel to the server through a proxy (RFC 9110 section 9.3.6). */
final class Tunnel {

    private Tunnel() {}

    static void open(WireSocket wire, HttpProxy.Hop hop, ConnectionAttempt attempt, Deadline deadline)
            throws ConnectionFailedException {
        deadline.enter(CalloutPhase.PROXY);
        boolean done = false;
        try {
            OutputStream out = wire.getOutputStream();
            out.write(request(attempt.endpoint(), hop).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            HttpHead response = HttpHead.read(wire.getInputStream());
            if (response.status() / 100 != 2) {
                throw new IOException("Unable to tunnel through proxy. Proxy returns \"" + response.line() + "\""
                        + requiredAuthentication(response));
            }
            done = true;
        } catch (IOException e) {
            deadline.check();
            Interruption.check(e);
            throw attempt.failed(Kind.PROXY_REFUSED, CalloutPhase.PROXY, described(e));
        } finally {
            if (!done) {
                closeQuietly(wire);
            }
        }
    }

    /** The port is always included (RFC 9112 section 3.2.3). */
    private static String request(Endpoint endpoint, HttpProxy.Hop hop) {
        String host = endpoint.host().indexOf(':') >= 0 ? "[" + endpoint.host() + "]" : endpoint.host();
        String place = host + ":" + endpoint.port();
        return "CONNECT " + place + " HTTP/1.1\r\nHost: " + place + "\r\n"
                + (hop.authorization() == null ? "" : "Proxy-Authorization: " + hop.authorization() + "\r\n") + "\r\n";
    }

    private static String requiredAuthentication(HttpHead response) {
        String challenge = response.header("Proxy-Authenticate");
        // Only the scheme: the parameters do not help the caller.
        return challenge == null
                ? ""
                : " and requires " + ForeignText.quotable(challenge.replaceFirst("[ ,].*", ""), ForeignText.MAX_NAME)
                        + " authentication";
    }

    private static IOException described(IOException thrown) {
        String text = String.valueOf(thrown.getMessage());
        return text.startsWith("Unable to tunnel")
                ? thrown
                : new IOException("Unable to tunnel through proxy: " + text, thrown);
    }

    private static void closeQuietly(WireSocket wire) {
        try {
            wire.close();
        } catch (IOException e) {
            // The tunnel has already failed, which is what the caller is told.
        }
    }
}

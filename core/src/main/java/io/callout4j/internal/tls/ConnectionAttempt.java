package io.callout4j.internal.tls;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Attempt;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.trust.HttpProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What one call of {@link Connector#connect} has tried so far, and the record of it. */
final class ConnectionAttempt {

    private final Endpoint endpoint;
    private final @Nullable TlsContext tls;
    private final HttpProxy.@Nullable Hop proxy;
    private final Instant began;
    private final List<Attempt> addresses = new ArrayList<>();

    /**
     * A new attempt.
     *
     * @param began the time on the connector's clock
     */
    ConnectionAttempt(Endpoint endpoint, @Nullable TlsContext tls, HttpProxy.@Nullable Hop proxy, Instant began) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.proxy = proxy;
        this.began = began;
    }

    @Nullable
    TlsContext tls() {
        return tls;
    }

    Instant began() {
        return began;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    HttpProxy.@Nullable Hop proxy() {
        return proxy;
    }

    void note(InetSocketAddress address, @Nullable IOException failure) {
        addresses.add(new Attempt(text(address), failure == null ? null : String.valueOf(failure.getMessage())));
    }

    /** An address as {@code 127.0.0.1:8443} or {@code [::1]:8443}. */
    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    ConnectionFailedException failed(Kind kind, CalloutPhase phase, IOException cause) {
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        Failure failure = new Failure(kind, phase, text, null);
        return new ConnectionFailedException(record(null, null, failure), cause);
    }

    HandshakeRecord record(
            @Nullable HandshakeRecorder recorder, @Nullable SSLSession session, @Nullable Failure failure) {
        return new HandshakeRecord(
                endpoint.host(),
                endpoint.port(),
                proxy == null ? null : proxy.toString(),
                List.copyOf(addresses),
                tls == null ? List.of() : tls.settings().versionNumbers(),
                tls == null ? null : tls.settings().serverName(endpoint),
                session == null || recorder == null
                        ? null
                        : new HandshakeRecord.Session(
                                session.getProtocol(),
                                session.getCipherSuite(),
                                recorder.applicationProtocol(),
                                recorder.resumed(),
                                recorder.renegotiated()),
                session == null ? recorder == null ? List.of() : recorder.serverChain() : peerChain(session),
                recorder == null ? null : recorder.request(),
                tls == null ? List.of() : tls.identity().chain(),
                sent(recorder, session),
                tls == null
                        ? "nothing, because there is no TLS"
                        : tls.settings().trust().toString(),
                tls == null ? Set.of() : tls.settings().trust().anchors(),
                failure);
    }

    private static boolean sent(@Nullable HandshakeRecorder recorder, @Nullable SSLSession session) {
        boolean offered = recorder != null && recorder.offered();
        // A failed renegotiation leaves the first session, which does not know which certificate was sent since.
        return session == null
                ? offered
                : session.getLocalCertificates() != null || (recorder != null && recorder.renegotiated() && offered);
    }

    private static List<X509Certificate> peerChain(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            // Cannot happen: every enabled cipher suite requires a server certificate.
            return List.of();
        }
    }
}

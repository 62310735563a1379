package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.Pins;
import io.callout4j.internal.pki.TrustPath;
import io.callout4j.trust.ServerTrust;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's PKIX check. Also records what the server sent, and checks what the JDK does not: an expired certificate that is itself a trust
 * anchor, names with an underscore, pins, and revocation.
 */
final class RecordingTrustManager extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private final ServerTrust trust;
    private final RevocationChecks revocation;
    private final Map<Socket, HandshakeRecorder> recorders;

    RecordingTrustManager(
            X509ExtendedTrustManager pkix,
            ServerTrust trust,
            RevocationChecks revocation,
            Map<Socket, HandshakeRecorder> recorders) {
        this.pkix = pkix;
        this.trust = trust;
        this.revocation = revocation;
        this.recorders = recorders;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        HandshakeRecorder recorder = recorders.get(socket);
        if (recorder == null) {
            throw new CertificateException("The server cannot be checked because its connection has been closed.");
        }
        recorder.serverSent(chain);
        try {
            pkix.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw trustedButForTheName(chain, authType) ? new HostNameMismatchException(e) : e;
        }
        if (HostNames.needsOwnCheck(recorder.serverName())) {
            HostNames.verify(recorder.serverName(), chain[0]);
        }
        chain[0].checkValidity();
        checkBeyondPkix(chain, socket, recorder.deadline());
    }

    private void checkBeyondPkix(X509Certificate[] chain, Socket socket, Deadline deadline)
            throws CertificateException {
        if (trust.pins().isEmpty() && !revocation.enabled()) {
            return;
        }
        TrustPath path = TrustPath.of(chain, trust.anchors());
        if (!trust.pins().isEmpty() && !Pins.match(trust.pins(), path)) {
            throw new ServerRefusedException(
                    Kind.NOT_PINNED,
                    "None of the server's certificates matches a pin; their pins are "
                            + path.all().stream().map(Pins::of).collect(Collectors.joining(", ")));
        }
        if (revocation.enabled()) {
            revocation.check(path, stapled(socket), deadline);
        }
    }

    /** The OCSP response that the server stapled (RFC 6066 section 8, RFC 8446 section 4.4.2.1), or empty. */
    private static byte[] stapled(Socket socket) {
        if (socket instanceof SSLSocket tls && tls.getHandshakeSession() instanceof ExtendedSSLSession session) {
            List<byte[]> responses = session.getStatusResponses();
            return responses.isEmpty() ? new byte[0] : responses.get(0);
        }
        return new byte[0];
    }

    /** Called only after the complete check has failed: this variant of the check ignores the host name. */
    private boolean trustedButForTheName(X509Certificate[] chain, String authType) {
        try {
            pkix.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("A server cannot be checked without its host name.");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("Callouts use sockets, so an engine is never checked.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("Callouts are clients and never verify client certificates.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("Callouts are clients and never verify client certificates.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("Callouts are clients and never verify client certificates.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }
}

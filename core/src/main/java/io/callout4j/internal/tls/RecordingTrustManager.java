package io.callout4j.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's PKIX check. Also records what the server sent, and checks what the JDK does not: host names by RFC 9525, the trust anchor, what
 * intermediates are for, pins, and revocation.
 */
final class RecordingTrustManager extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private final ServerChecks checks;
    private final Map<Socket, HandshakeRecorder> recorders;

    RecordingTrustManager(ServerChecks checks, Map<Socket, HandshakeRecorder> recorders) {
        this.pkix = checks.pkix();
        this.checks = checks;
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
            ServerChecks.checkPkix(() -> pkix.checkServerTrusted(chain, authType, socket));
        } catch (CertificateException e) {
            throw trustedButForTheName(chain, authType) ? new HostNameMismatchException(e) : e;
        }
        HostNames.verify(recorder.serverName(), chain[0]);
        recorder.accepted(checks.checkBeyondPkix(chain, recorder.serverName(), stapled(socket), recorder.deadline()));
    }

    private static byte[] stapled(Socket socket) {
        return socket instanceof SSLSocket tls && tls.getHandshakeSession() != null
                ? ServerChecks.stapled(tls.getHandshakeSession())
                : new byte[0];
    }

    /** Called only after the complete check has failed: this variant of the check ignores the host name. */
    private boolean trustedButForTheName(X509Certificate[] chain, String authType) {
        try {
            ServerChecks.checkPkix(() -> pkix.checkServerTrusted(chain, authType));
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

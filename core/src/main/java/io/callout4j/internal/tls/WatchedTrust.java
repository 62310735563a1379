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
 * The JDK's PKIX check, with what the server sent noted down, and what the JDK leaves out: an expired certificate that is itself a
 * trust anchor, names with an underscore, pins, revocation.
 */
final class WatchedTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private final ServerTrust trust;
    private final RevocationChecks revocation;
    private final Map<Socket, HandshakeWatch> watches;

    WatchedTrust(
            X509ExtendedTrustManager pkix,
            ServerTrust trust,
            RevocationChecks revocation,
            Map<Socket, HandshakeWatch> watches) {
        this.pkix = pkix;
        this.trust = trust;
        this.revocation = revocation;
        this.watches = watches;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        HandshakeWatch watch = watches.get(socket);
        if (watch == null) {
            throw new CertificateException("A server is not checked once its connection is gone.");
        }
        watch.serverSent(chain);
        try {
            pkix.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw trustedButForTheName(chain, authType) ? new HostNameMismatchException(e) : e;
        }
        if (HostNames.leftToUs(watch.serverName())) {
            HostNames.verify(watch.serverName(), chain[0]);
        }
        chain[0].checkValidity();
        checkBeyondPkix(chain, socket, watch.deadline());
    }

    private void checkBeyondPkix(X509Certificate[] chain, Socket socket, Deadline deadline)
            throws CertificateException {
        if (trust.pins().isEmpty() && !revocation.on()) {
            return;
        }
        TrustPath path = TrustPath.of(chain, trust.anchors());
        if (!trust.pins().isEmpty() && !Pins.fit(trust.pins(), path)) {
            throw new ServerRefusedException(
                    Kind.NOT_PINNED,
                    "None of the server's certificates is pinned; their pins are "
                            + path.all().stream().map(Pins::of).collect(Collectors.joining(", ")));
        }
        if (revocation.on()) {
            revocation.check(path, stapled(socket), deadline);
        }
    }

    /** What the server stapled to its own certificate (RFC 6066 section 8, RFC 8446 section 4.4.2.1), empty for nothing. */
    private static byte[] stapled(Socket socket) {
        if (socket instanceof SSLSocket tls && tls.getHandshakeSession() instanceof ExtendedSSLSession session) {
            List<byte[]> responses = session.getStatusResponses();
            return responses.isEmpty() ? new byte[0] : responses.get(0);
        }
        return new byte[0];
    }

    /** Only asked once the whole check has failed: the short form of the check leaves the host name out. */
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
        throw new CertificateException("A server is not checked without its host name.");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("Callouts use sockets; a check for an engine is not expected.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("Callouts are clients; they check no client.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("Callouts are clients; they check no client.");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("Callouts are clients; they check no client.");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }
}

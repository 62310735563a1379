package io.callout4j.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's PKIX check, with what the server sent noted down, and one gap closed: the JDK takes an expired certificate where
 * the certificate itself is a trust anchor.
 */
final class WatchedTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private final Map<Socket, HandshakeWatch> watches;

    WatchedTrust(X509ExtendedTrustManager pkix, Map<Socket, HandshakeWatch> watches) {
        this.pkix = pkix;
        this.watches = watches;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        HandshakeWatch watch = watches.get(socket);
        if (watch != null) {
            watch.serverSent(chain);
        }
        try {
            pkix.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw trustedButForTheName(chain, authType) ? new HostNameMismatchException(e) : e;
        }
        chain[0].checkValidity();
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

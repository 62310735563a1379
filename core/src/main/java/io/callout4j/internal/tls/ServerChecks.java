package io.callout4j.internal.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.PathSearch;
import io.callout4j.internal.pki.Pins;
import io.callout4j.internal.pki.ServerRefusedException;
import io.callout4j.internal.pki.TrustPath;
import io.callout4j.trust.ServerTrust;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What is checked about a server beyond the JDK's PKIX check: dates, what the CAs above it may issue certificates for, pins, and
 * revocation; and for how long the result applies. A handshake
 * that resumes a session involves no certificates, and an open connection no handshake, so for them it is checked again here.
 * Thread-safe.
 */
final class ServerChecks {

    /**
     * That a server was accepted.
     *
     * @param until when a certificate expires, or the proof that it is not revoked
     * @param lists the version of the files with CRLs that were used
     */
    record Accepted(Instant until, List<Object> lists) {
        Accepted atMost(Instant other) {
            return other.isBefore(until) ? new Accepted(other, lists) : this;
        }
    }

    private static final int MAX_KNOWN = 256;

    private final ServerTrust trust;
    private final X509ExtendedTrustManager pkix;
    private final RevocationChecks revocation;
    private final Clock clock;
    private final PathSearch search;
    private final WeakTrustLog log = new WeakTrustLog();
    /** So that the PKIX check need not be repeated for each resumed session. */
    private final Cache<List<X509Certificate>, Accepted> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    ServerChecks(ServerTrust trust, RevocationChecks revocation, X509ExtendedTrustManager pkix, Clock clock) {
        this.trust = trust;
        this.revocation = revocation;
        this.pkix = pkix;
        this.clock = clock;
        this.search = new PathSearch(trust.anchors(), trust::acceptsExpired);
    }

    X509ExtendedTrustManager pkix() {
        return pkix;
    }

    Clock clock() {
        return clock;
    }

    /**
     * Checks what the JDK's PKIX check does not.
     *
     * @param chain as the server sent it; the PKIX check and the check of the host name have accepted it
     * @param name the name of the server, for the log
     * @param stapled the OCSP response that the server stapled, or empty
     */
    Accepted checkBeyondPkix(X509Certificate[] chain, String name, byte[] stapled, Deadline deadline)
            throws CertificateException {
        Accepted accepted = accept(chain, name, stapled, deadline);
        known.put(List.of(chain), accepted);
        return accepted;
    }

    private Accepted accept(X509Certificate[] chain, String name, byte[] stapled, Deadline deadline)
            throws CertificateException {
        Instant now = clock.instant();
        // The JDK accepts an expired certificate that is itself a trust anchor.
        chain[0].checkValidity(Date.from(now));
        TrustPath path = search.path(chain, now);
        Accepted dates = new Accepted(firstExpiry(List.of(chain), now), revocation.version())
                .atMost(firstExpiry(path.all(), now));
        if (!trust.pins().isEmpty() && !Pins.match(trust.pins(), path)) {
            throw new ServerRefusedException(
                    Kind.NOT_PINNED,
                    "None of the server's certificates matches a pin; their pins are "
                            + path.all().stream().map(Pins::of).collect(Collectors.joining(", ")));
        }
        Accepted accepted = revocation.enabled() ? dates.atMost(revocation.check(path, stapled, deadline)) : dates;
        log.accepted(name, path, now);
        return accepted;
    }

    /** One of the forms of the JDK's PKIX check. */
    interface Pkix {
        void check() throws CertificateException;
    }

    /** JSSE would report an exception that is not checked as an "Unsupported handshake message". */
    static void checkPkix(Pkix pkix) throws CertificateException {
        try {
            pkix.check();
        } catch (UnsupportedOperationException e) {
            throw new CertificateException(
                    "The JDK does not support the name constraints of a CA in the server's chain: " + e, e);
        } catch (RuntimeException e) {
            throw new CertificateException("The JDK cannot verify the server's certificate: " + e, e);
        }
    }

    /** Checks a server again whose session has been resumed. Its host name is that of the session, which JSSE makes sure of. */
    Accepted checkAgain(SSLSession session, String name, Deadline deadline) throws CertificateException {
        X509Certificate[] chain;
        try {
            Certificate[] certificates = session.getPeerCertificates();
            chain = Arrays.copyOf(certificates, certificates.length, X509Certificate[].class);
        } catch (SSLPeerUnverifiedException e) {
            throw new CertificateException(e);
        }
        Instant now = clock.instant();
        if (!firstExpiry(List.of(chain), Instant.ofEpochMilli(session.getCreationTime()))
                .isAfter(now)) {
            throw new CertificateException("A certificate of the server has expired since the session began.");
        }
        Accepted before = known.getIfPresent(List.of(chain));
        if (before != null && stillHolds(before)) {
            return before;
        }
        checkPkix(() -> pkix.checkServerTrusted(chain, "UNKNOWN"));
        return checkBeyondPkix(chain, name, stapled(session), deadline);
    }

    /** The OCSP response that the server stapled (RFC 6066 section 8, RFC 8446 section 4.4.2.1), or empty. */
    static byte[] stapled(SSLSession session) {
        List<byte[]> responses =
                session instanceof ExtendedSSLSession extended ? extended.getStatusResponses() : List.of();
        return responses.isEmpty() ? new byte[0] : responses.get(0);
    }

    /** Whether nothing has changed since a server was accepted. Called for each callout: of files, it reads only the time and the size. */
    boolean stillHolds(Accepted accepted) {
        return clock.instant().isBefore(accepted.until()) && accepted.lists().equals(revocation.version());
    }

    /** The first expiry after a time: a certificate that had expired before was not needed. */
    static Instant firstExpiry(List<X509Certificate> certificates, Instant after) {
        return certificates.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .filter(end -> !end.isBefore(after))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}

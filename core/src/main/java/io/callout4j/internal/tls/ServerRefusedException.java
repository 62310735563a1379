package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import java.security.cert.CertificateException;

/** A server's certificate leads to a trust anchor but is rejected anyway. */
final class ServerRefusedException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    ServerRefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

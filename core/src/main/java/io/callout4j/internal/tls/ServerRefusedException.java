package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import java.security.cert.CertificateException;

/** A server's certificate that leads to a trust anchor and is refused all the same. */
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

package io.callout4j.internal.pki;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import java.security.cert.CertificateException;

/** A server's certificate leads to a trust anchor but is rejected anyway. */
public final class ServerRefusedException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public ServerRefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

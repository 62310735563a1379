package io.callout4j.internal.tls;

import java.security.cert.CertificateException;

/** The server's certificate is trusted, but is for other names than the one that was called. */
final class HostNameMismatchException extends CertificateException {

    private static final long serialVersionUID = 1L;

    HostNameMismatchException(CertificateException cause) {
        super(cause.getMessage(), cause);
    }
}

package io.callout4j.internal.tls;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** A session was resumed that must not be used any more. */
final class StaleSessionException extends SSLException {

    private static final long serialVersionUID = 1L;

    StaleSessionException(CertificateException why) {
        super(why.getMessage(), why);
    }
}

package io.callout4j.internal.tls;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/** The first time, after now, at which one of several CRLs and OCSP responses becomes out of date. Used by one thread. */
final class NextUpdate {

    private final Instant now;
    private Instant first = Instant.MAX;

    NextUpdate(Instant now) {
        this.now = now;
    }

    Instant first() {
        return first;
    }

    void ofList(X509CRL list) {
        at(list.getNextUpdate());
    }

    /** For a response that has been verified. */
    void ofResponse(byte[] response) {
        try {
            if (new OCSPResp(response).getResponseObject() instanceof BasicOCSPResp basic) {
                for (SingleResp each : basic.getResponses()) {
                    at(each.getNextUpdate());
                }
            }
        } catch (IOException | OCSPException e) {
            // The JDK could read it, and Bouncy Castle cannot: nobody knows for how long it applies.
            first = now;
        }
    }

    private void at(@Nullable Date time) {
        if (time != null && time.toInstant().isAfter(now) && time.toInstant().isBefore(first)) {
            first = time.toInstant();
        }
    }
}

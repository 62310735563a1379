package io.callout4j.internal.tls;

import io.callout4j.internal.net.Deadline;
import java.io.IOException;

/** Downloads what a certificate refers to: a CRL, or an issuer's certificate. Implemented in the HTTP package. */
public interface Download {

    /**
     * Downloads from a URL, within a share of the remaining time.
     *
     * @param url the URL, with http
     * @param maxBytes the maximum size in bytes
     * @throws IOException if the download fails; the message says why
     */
    byte[] from(String url, int maxBytes, Deadline deadline) throws IOException;
}

package io.callout4j.internal.tls;

import io.callout4j.internal.net.Deadline;
import java.io.IOException;

/** Fetches what a certificate refers to: a revocation list, an issuer's certificate. Implemented where HTTP is. */
public interface Download {

    /**
     * Fetches what is at an address, within a share of the time that is left.
     *
     * @param url where it is, over plain HTTP
     * @param largest how many bytes it may have
     * @throws IOException if it cannot be fetched; the message says why
     */
    byte[] from(String url, int largest, Deadline whole) throws IOException;
}

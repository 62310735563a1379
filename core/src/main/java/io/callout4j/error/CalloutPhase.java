package io.callout4j.error;

import java.util.Locale;

/** Where a callout was when something happened to it, in the order of its way. */
public enum CalloutPhase {
    /** Looking up the addresses of the host. */
    RESOLVE,
    /** Opening the TCP connection. */
    CONNECT,
    /** Asking the proxy for a tunnel. */
    PROXY,
    /** The TLS handshake. */
    HANDSHAKE,
    /** Sending the request. */
    WRITE,
    /** Waiting for the first byte of the answer. */
    WAIT,
    /** Reading the answer. */
    READ;

    /**
     * The word that stands for it in messages and JSON.
     *
     * @return {@code resolve}, {@code connect}, {@code proxy}, {@code handshake}, {@code write}, {@code wait} or {@code read}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

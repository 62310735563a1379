package io.callout4j.error;

import java.util.Locale;

/** The phases of a callout, in order. */
public enum CalloutPhase {
    /** Looking up the addresses of the host; also what precedes it on your side, such as opening the client certificate. */
    RESOLVE,
    /** Opening the TCP connection. */
    CONNECT,
    /** Asking the proxy for a tunnel. */
    PROXY,
    /** The TLS handshake. */
    HANDSHAKE,
    /** Sending the request. */
    WRITE,
    /** Waiting for the first byte of the response. */
    WAIT,
    /** Receiving the response. */
    READ,
    /** Parsing the response and binding it to the response type, after all of it has been received. */
    DECODE;

    /**
     * The name in messages and JSON.
     *
     * @return {@code resolve}, {@code connect}, {@code proxy}, {@code handshake}, {@code write}, {@code wait},
     * {@code read} or {@code decode}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

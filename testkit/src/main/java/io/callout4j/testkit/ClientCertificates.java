package io.callout4j.testkit;

/** What a {@link MutualTlsServer} asks of its clients in the handshake. */
public enum ClientCertificates {
    /** A client without a certificate is refused; so is one whose certificate is not known. */
    DEMANDED,
    /** A client may come without a certificate; one whose certificate is not known is refused. */
    WANTED,
    /** No certificate is asked for, so none comes. */
    IGNORED
}

package io.callout4j.testkit;

/** Whether a {@link MutualTlsServer} requests client certificates. */
public enum ClientCertificates {
    /** Clients must present a trusted certificate; others are rejected. */
    REQUIRED,
    /** Clients may present a certificate; clients with an untrusted one are rejected. */
    OPTIONAL,
    /** No certificate is requested, so clients send none. */
    NONE
}

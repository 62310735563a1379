package io.callout4j.error;

import java.util.Locale;

/**
 * The codes of findings. Each one is documented on a page in {@code docs/findings}, which {@code callout help finding CODE} prints.
 *
 * <pre>{@code
 * if (exception.findings().stream().anyMatch(finding -> finding.is(FindingCode.SERVER_UNKNOWN_CA))) {
 *     askForTheRoot();
 * }
 * }</pre>
 */
public enum FindingCode {
    /** The host name could not be resolved. */
    NAME_NOT_RESOLVED,
    /** Connection refused. */
    CONNECTION_REFUSED,
    /** No response to the connection attempt. */
    CONNECT_TIMEOUT,
    /** The proxy refused the tunnel to the server. */
    PROXY_REFUSED,
    /** The port does not speak TLS. */
    NOT_TLS,
    /** No TLS version in common. */
    TLS_VERSION_MISMATCH,
    /** No cipher suite or curve in common. */
    NO_COMMON_CIPHER,
    /** The connection was closed during the handshake. */
    HANDSHAKE_CUT,
    /** A handshake message exceeds the JDK's limit. */
    HANDSHAKE_TOO_LARGE,
    /** The server does not recognize the host name. */
    SERVER_NAME_NEEDED,
    /** The server's certificate is self-signed. */
    SERVER_SELF_SIGNED,
    /** The CA of the server's certificate is not trusted. */
    SERVER_UNKNOWN_CA,
    /** The server does not send an intermediate certificate. */
    SERVER_MISSING_INTERMEDIATE,
    /** The server sends its chain in the wrong order. */
    SERVER_CHAIN_ORDER,
    /** The server's certificate has expired. */
    SERVER_EXPIRED,
    /** The server's certificate is not valid yet. */
    SERVER_NOT_YET_VALID,
    /** The server's certificate is for other names. */
    SERVER_NAME_MISMATCH,
    /** A CA above the server's certificate may not issue certificates for its names. */
    SERVER_NAME_CONSTRAINT,
    /** The server's chain uses an algorithm that is no longer accepted. */
    SERVER_WEAK_ALGORITHM,
    /** The server's certificate is not intended for servers. */
    SERVER_NO_SERVER_AUTH_PURPOSE,
    /** A certificate in the server's chain has been revoked. */
    SERVER_REVOKED,
    /** The revocation status of the server's certificate is unknown. */
    SERVER_REVOCATION_UNKNOWN,
    /** The server's key is not pinned. */
    SERVER_NOT_PINNED,
    /** A trusted certificate has itself expired. */
    TRUST_ANCHOR_EXPIRED,
    /** The trust store contains no trusted certificates. */
    TRUST_STORE_EMPTY,
    /** The server does not request a client certificate. */
    NO_CERTIFICATE_REQUESTED,
    /** The server requires a client certificate, but none was sent. */
    CERTIFICATE_REQUIRED_NONE_SENT,
    /** The server does not list the issuer of the client certificate. */
    CERTIFICATE_WITHHELD_ISSUERS,
    /** The server does not support the client certificate's key type. */
    CERTIFICATE_WITHHELD_ALGORITHM,
    /** The server does not trust the CA of the client certificate. */
    CERTIFICATE_UNKNOWN_CA,
    /** The server rejected the self-signed client certificate. */
    CERTIFICATE_REFUSED_SELF_SIGNED,
    /** The server rejected the client certificate because it has expired. */
    CERTIFICATE_EXPIRED,
    /** The server rejected the client certificate because it is not valid yet. */
    CERTIFICATE_NOT_YET_VALID,
    /** The server rejected the client certificate because it is not intended for clients. */
    CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
    /** The file lacks an intermediate that the server needs. */
    CERTIFICATE_MISSING_INTERMEDIATE,
    /** The client certificate has been revoked, according to the server. */
    CERTIFICATE_REVOKED,
    /** The server rejected the client certificate because it is weak. */
    CERTIFICATE_WEAK,
    /** The server rejected the client certificate without giving a reason. */
    CERTIFICATE_REFUSED_UNSPECIFIED,
    /** The client certificate was accepted in the TLS handshake, but the application rejected the caller. */
    CERTIFICATE_ACCEPTED_THEN_403,
    /** An intermediary terminates TLS, and the client certificate does not reach the server. */
    CERTIFICATE_OVER_PROXY,
    /** The server requests the client certificate only after the request. */
    RENEGOTIATION_NEEDED,
    /** The server requests the certificate after a TLS 1.3 handshake, which Java does not support. */
    POST_HANDSHAKE_AUTH_NEEDED,
    /** The server returned HTML instead of SOAP. */
    HTML_INSTEAD_OF_SOAP,
    /** There is no service at this path. */
    WRONG_PATH,
    /** The service does not recognize the SOAPAction or operation. */
    SOAP_ACTION_REFUSED,
    /** The service uses the other SOAP version. */
    SOAP_VERSION_MISMATCH,
    /** The server denies access to this caller. */
    HTTP_401_403,
    /** The server returned no SOAP response. */
    NO_ANSWER,
    /** The server redirects to another address. */
    REDIRECT,
    /** The client certificate has expired. */
    EXPIRED,
    /** The client certificate is not valid yet. */
    NOT_YET_VALID,
    /** The client certificate expires soon. */
    EXPIRES_SOON,
    /** The client certificate is not intended for clients. */
    NO_CLIENT_AUTH_PURPOSE,
    /** The client certificate does not allow digital signatures. */
    NO_DIGITAL_SIGNATURE_USAGE,
    /** The client certificate's key is too short. */
    WEAK_KEY,
    /** The client certificate is signed with an outdated digest. */
    WEAK_SIGNATURE,
    /** The issuer's certificate is not in the file. */
    INCOMPLETE_CHAIN,
    /** The certificate is a CA certificate. */
    CA_CERTIFICATE,
    /** The certificate is self-signed. */
    SELF_SIGNED,
    /** The file is protected with outdated algorithms. */
    LEGACY_ENCRYPTION,
    /** The file contains certificates that do not belong to the key. */
    UNRELATED_CERTIFICATES;

    /**
     * The code as it is shown.
     *
     * @return such as {@code server-unknown-ca}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same as {@link #code()}. */
    @Override
    public String toString() {
        return code();
    }
}

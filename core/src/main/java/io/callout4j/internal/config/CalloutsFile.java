package io.callout4j.internal.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model of the file: every key that exists. The JSON Schema is generated from it. */
record CalloutsFile(
        @Described(value = "For editors; ignored.", name = "$schema") @Nullable
        String schema,

        @Described("Key stores and folders; all their certificates are available under their alias or file name.")
        @Nullable
        List<KeyStoreFile> keyStores,

        @Described("Client certificates, by the name to use in clientCertName_x.") @Nullable
        Map<String, CertificateFile> certificates,

        @Described("Which servers are trusted. Default: those that the JDK trusts.") @Nullable
        TrustFiles trust,

        @Described("The TLS versions to use: \"1.2\", \"1.3\", or both. Default: both.") @Nullable
        List<String> tlsVersions,

        @Described(
                "Whether to send a certificate whose issuer is not in the server's list: \"always\" (the default), or"
                        + " \"matching\" to send only what is in the list, as Salesforce does.")
        @Nullable
        String offer,

        @Described("The name to send (SNI) and to verify for a host, if it differs from the host.") @Nullable
        Map<String, String> serverNames,

        @Described("URLs whose scheme, host, and port may be called. Default: all may be called.") @Nullable
        List<String> remoteSites,

        @Described("Services, by the name to use in callout:Name.") @Nullable
        Map<String, CredentialSettings> namedCredentials,

        @Described("The HTTP proxy. Default: the settings of the JVM.") @Nullable
        ProxySettings proxy,

        @Described("For how long connections and TLS sessions are reused.") @Nullable
        ConnectionSettings connections,

        @Described("How much a callout may send and read.") @Nullable
        LimitSettings limits,

        @Described(
                "\"strict\" (the default) to reject a response with a value that its type cannot hold, \"lenient\" to"
                        + " bind it as JAXB does.")
        @Nullable
        String responseValues,

        @Described("The maximum number of concurrent asynchronous callouts on JDK 23 and earlier. Default: 64.")
        @Nullable
        Integer asyncThreads,

        @Described("The log of requests and responses.") @Nullable
        WireLogSettings wireLog,

        @Described("How often files are checked for changes.") @Nullable
        ReloadSettings reload) {

    record KeyStoreFile(
            @Described(value = "A key store of any format, or a folder of them.", required = true) @Nullable
            String path,

            @Described("Its password.") @Nullable String password) {}

    record CertificateFile(
            @Described("A key store of any format.") @Nullable
            String path,

            @Described("A file with the certificate and its chain, in PEM or DER; requires privateKey.") @Nullable
            String certificate,

            @Described("A file with the private key, in PEM or DER; requires certificate.") @Nullable
            String privateKey,

            @Described("The base64 text of a key store, as for clientCert_x, or PEM text with certificate and key.")
            @Nullable
            String inline,

            @Described("The key store's password.") @Nullable
            String password,

            @Described("The entry to use if the key store has several private keys.") @Nullable
            String alias,

            @Described("The password of the private key, if it has its own.") @Nullable
            String keyPassword) {}

    record TrustFiles(
            @Described("Whether to trust what the JDK trusts as well. Default: true.") @Nullable
            Boolean system,

            @Described(
                    "Files with trusted certificates: PEM with one or many, one DER, or a key store without a password.")
            @Nullable
            List<String> files,

            @Described("Key stores with trusted certificates.") @Nullable
            List<KeyStoreFile> keyStores,

            @Described("Public keys, as sha256/ and base64; the server's chain must contain one of them.") @Nullable
            List<String> pins,

            @Described("Revocation checking: \"off\" (the default), \"soft\", or \"required\".") @Nullable
            String revocation,

            @Described("Files with certificate revocation lists, in PEM or DER.") @Nullable
            List<String> crls,

            @Described(
                    "Whether to accept certificates of files and keyStores that have expired. This weakens security. Default: false.")
            @Nullable
            Boolean acceptExpiredAnchors) {}

    record CredentialSettings(
            @Described(value = "The URL of the service; what follows callout:Name is appended.", required = true)
            @Nullable
            String url,

            @Described("The name of the client certificate to present.") @Nullable
            String certificate,

            @Described("The timeout in milliseconds for callouts that do not set one: 1 to 120000.") @Nullable
            Integer timeout,

            @Described("HTTP headers to send, unless the callout sets them itself.") @Nullable
            Map<String, String> headers,

            @Described("The user name; requires password.") @Nullable
            String username,

            @Described("The password; requires username.") @Nullable
            String password,

            @Described("Whether to send the login as Authorization: Basic. Default: true.") @Nullable
            Boolean generateAuthorizationHeader,

            @Described(
                    "Whether to fill in {!$Credential.Username} and {!$Credential.Password} in headers. Default: false.")
            @Nullable
            Boolean mergeFieldsInHeaders,

            @Described("Local names of the elements and attributes of the envelope whose whole value may be"
                    + " {!$Credential.Username} or {!$Credential.Password}, which are then filled in.")
            @Nullable
            List<String> mergeFieldsInBody) {}

    record ProxySettings(
            @Described("\"none\" for no proxy, \"system\" for the settings of the JVM; replaces host.") @Nullable
            String use,

            @Described("The proxy's name or address; requires port.") @Nullable
            String host,

            @Described("The proxy's port.") @Nullable Integer port,

            @Described("The user name for the proxy; requires password.") @Nullable
            String username,

            @Described("The password for the proxy; requires username.") @Nullable
            String password,

            @Described("Hosts that are called without the proxy, such as *.example.com.") @Nullable
            List<String> noProxy) {}

    record ConnectionSettings(
            @Described(
                    "How old a connection may be to be used for another callout, in seconds: 1 to 86400. Default: 600.")
            @Nullable
            Integer maxAgeSeconds,

            @Described("How long a TLS session may be resumed, in seconds: 1 to 86400. Default: 3600.") @Nullable
            Integer sessionSeconds) {}

    record LimitSettings(
            @Described("The maximum size of a request body in bytes, as sent. Default: 6000000.") @Nullable
            Integer requestBytes,

            @Described("The maximum size of a response body in bytes, after decompression. Default: 6000000.") @Nullable
            Integer responseBytes,

            @Described("The maximum total size of the response headers in bytes. Default: 131072.") @Nullable
            Integer headerBytes,

            @Described("The maximum nesting depth of elements in a response. Default: 1000.") @Nullable
            Integer xmlDepth,

            @Described("The maximum number of attributes per element in a response. Default: 1000.") @Nullable
            Integer xmlAttributes,

            @Described(
                    "The maximum number of namespace declarations in scope of an element in a response. Default: 500.")
            @Nullable
            Integer xmlNamespaces,

            @Described(
                    "The maximum number of different names of elements, attributes, and prefixes in a response. Default:"
                            + " 10000.")
            @Nullable
            Integer xmlNames,

            @Described("The maximum number of attachments of a response, and of references to them. Default: 1000.")
            @Nullable
            Integer attachments) {}

    record WireLogSettings(
            @Described("Local names of further elements whose content is not logged.") @Nullable
            List<String> redact) {}

    record ReloadSettings(
            @Described("Seconds between two checks, 0.1 or more. Default: 5.") @Nullable
            Double seconds) {}
}

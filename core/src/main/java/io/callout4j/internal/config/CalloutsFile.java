package io.callout4j.internal.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file as it is written: every key there is. The JSON Schema is made of it. */
record CalloutsFile(
        @JsonProperty("$schema") @JsonPropertyDescription("For editors; not looked at.") @Nullable
        String schema,

        @JsonPropertyDescription(
                "Key stores and folders whose certificates are all taken, each under its alias or file name.")
        @Nullable
        List<KeyStoreFile> keyStores,

        @JsonPropertyDescription("Client certificates by the name that clientCertName_x gives.") @Nullable
        Map<String, CertificateFile> certificates,

        @JsonPropertyDescription("Which servers are trusted; without it, those that the JDK trusts.") @Nullable
        TrustFiles trust,

        @JsonPropertyDescription("The versions of TLS to speak, of \"1.2\" and \"1.3\"; both without it.") @Nullable
        List<String> tlsVersions,

        @JsonPropertyDescription(
                "Whether a certificate is shown to a server that asks for other issuers: \"always\" (without it) or \"matching\","
                        + " as Salesforce does.")
        @Nullable
        String offer,

        @JsonPropertyDescription("The name to send (SNI) and to verify for a host, where it is another one.") @Nullable
        Map<String, String> serverNames,

        @JsonPropertyDescription("URLs whose scheme, host and port may be called; any may be without it.") @Nullable
        List<String> remoteSites,

        @JsonPropertyDescription("Services by the name that callout:Name gives.") @Nullable
        Map<String, CredentialSettings> namedCredentials,

        @JsonPropertyDescription("The HTTP proxy; without it, the JVM's own settings count.") @Nullable
        ProxySettings proxy,

        @JsonPropertyDescription("How much a callout may send and read.") @Nullable
        LimitSettings limits,

        @JsonPropertyDescription("How many asynchronous callouts run at a time before JDK 24; 64 without it.") @Nullable
        Integer asyncThreads,

        @JsonPropertyDescription("The log of what goes over the wire.") @Nullable
        WireLogSettings wireLog,

        @JsonPropertyDescription("How often files are looked at for changes.") @Nullable
        ReloadSettings reload) {

    record KeyStoreFile(
            @JsonProperty(required = true)
            @JsonPropertyDescription("A key store of any format, or a folder of them.")
            @Nullable
            String path,

            @JsonPropertyDescription("Its password.") @Nullable
            String password) {}

    record CertificateFile(
            @JsonPropertyDescription("A key store of any format.") @Nullable
            String path,

            @JsonPropertyDescription("A file with the certificate and its chain, in PEM or DER; goes with privateKey.")
            @Nullable
            String certificate,

            @JsonPropertyDescription("A file with the private key, in PEM or DER; goes with certificate.") @Nullable
            String privateKey,

            @JsonPropertyDescription(
                    "The base64 text of a key store, as for clientCert_x, or PEM text with certificate and key.")
            @Nullable
            String inline,

            @JsonPropertyDescription("The key store's password.") @Nullable
            String password,

            @JsonPropertyDescription("The entry to take, where the key store has several private keys.") @Nullable
            String alias,

            @JsonPropertyDescription("The private key's own password, where it has one.") @Nullable
            String keyPassword) {}

    record TrustFiles(
            @JsonPropertyDescription("Whether what the JDK trusts is trusted too; true without it.") @Nullable
            Boolean system,

            @JsonPropertyDescription(
                    "Files with trusted certificates: PEM with one or many, one DER, or a key store without a password.")
            @Nullable
            List<String> files,

            @JsonPropertyDescription("Key stores with trusted certificates.") @Nullable
            List<KeyStoreFile> keyStores,

            @JsonPropertyDescription("Keys of which one must stand in the server's chain: sha256/ and base64.")
            @Nullable
            List<String> pins,

            @JsonPropertyDescription("\"off\" (without it), \"soft\" or \"required\".") @Nullable
            String revocation,

            @JsonPropertyDescription("Files with revocation lists, in PEM or DER.") @Nullable
            List<String> crls) {}

    record CredentialSettings(
            @JsonProperty(required = true)
            @JsonPropertyDescription("Where the service is; what follows callout:Name is added.")
            @Nullable
            String url,

            @JsonPropertyDescription("The name of the client certificate to show.") @Nullable
            String certificate,

            @JsonPropertyDescription("Milliseconds for callouts that set none: 1 to 120000.") @Nullable
            Integer timeout,

            @JsonPropertyDescription("HTTP headers to send, unless the callout sets them itself.") @Nullable
            Map<String, String> headers,

            @JsonPropertyDescription("The user name; goes with password.") @Nullable
            String username,

            @JsonPropertyDescription("The password; goes with username.") @Nullable
            String password,

            @JsonPropertyDescription("Whether the login is sent as Authorization: Basic; true without it.") @Nullable
            Boolean generateAuthorizationHeader,

            @JsonPropertyDescription(
                    "Whether {!$Credential.Username} and {!$Credential.Password} are filled in in headers; false without it.")
            @Nullable
            Boolean mergeFieldsInHeaders,

            @JsonPropertyDescription(
                    "Whether {!$Credential.Username} and {!$Credential.Password} are filled in in the envelope; false without it.")
            @Nullable
            Boolean mergeFieldsInBody) {}

    record ProxySettings(
            @JsonPropertyDescription(
                    "\"none\" for no proxy whatever the JVM is set to, \"system\" for what it is set to; in place of host.")
            @Nullable
            String use,

            @JsonPropertyDescription("The proxy's name or address; goes with port.") @Nullable
            String host,

            @JsonPropertyDescription("The proxy's port.") @Nullable
            Integer port,

            @JsonPropertyDescription("The user name for the proxy; goes with password.") @Nullable
            String username,

            @JsonPropertyDescription("The password for the proxy; goes with username.") @Nullable
            String password,

            @JsonPropertyDescription("Hosts that are called without the proxy, such as *.example.com.") @Nullable
            List<String> noProxy) {}

    record LimitSettings(
            @JsonPropertyDescription("The largest request body, as sent; 6000000 without it.") @Nullable
            Integer requestBytes,

            @JsonPropertyDescription("The largest answer, unpacked; 6000000 without it.") @Nullable
            Integer responseBytes,

            @JsonPropertyDescription("The largest headers of an answer; 131072 without it.") @Nullable
            Integer headerBytes,

            @JsonPropertyDescription("How deep an answer's elements may be nested; 1000 without it.") @Nullable
            Integer xmlDepth,

            @JsonPropertyDescription("How many attributes an answer's element may have; 1000 without it.") @Nullable
            Integer xmlAttributes) {}

    record WireLogSettings(
            @JsonPropertyDescription("Further elements, by their local names, whose content is left out of the log.")
            @Nullable
            List<String> redact) {}

    record ReloadSettings(
            @JsonPropertyDescription("Seconds between two looks, 0.1 or more; 5 without it.") @Nullable
            Double seconds) {}
}

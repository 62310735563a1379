package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.rules.CertificateName;
import io.callout4j.internal.rules.HeaderRules;
import io.callout4j.internal.rules.TimeLimit;
import io.callout4j.internal.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The address of a service and the credentials for it, under a name: stubs use {@code callout:Erp/path} instead of a URL.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder()
 *         .certificate("Contoso_SF", KeyStoreEntry.of(Path.of("contoso.p12"), "secret".toCharArray()))
 *         .namedCredential("Erp", NamedCredential.of("https://erp.example.com/soap")
 *                 .withCertificate("Contoso_SF")
 *                 .withLogin("erp", "secret".toCharArray()))
 *         .build();
 * port.endpoint_x = "callout:Erp/status?x=1";   // https://erp.example.com/soap/status?x=1
 * }</pre>
 *
 * <p>As in Salesforce (Apex Developer Guide, "Named Credentials as Callout Endpoints" and "Merge Fields for Apex Code That Uses Named
 * Credentials"), a login is sent as {@code Authorization: Basic …}, and {@code {!$Credential.Username}} and {@code {!$Credential.Password}}
 * are filled in where that is enabled. A header or {@code timeout_x} that the stub sets itself overrides the one of the credential; a
 * certificate in both is rejected.
 *
 * <p>Immutable and safe to share. {@code toString} shows neither the password nor the values of headers.
 */
public final class NamedCredential {

    private final String url;
    private final @Nullable String certificate;
    private final @Nullable Duration timeout;
    private final Map<String, String> headers;
    private final @Nullable Login login;
    private final boolean authorization;
    private final boolean mergeInHeaders;
    private final boolean mergeInBody;

    private record Login(String user, String password) {
        @Override
        public String toString() {
            return "login of " + user;
        }
    }

    private NamedCredential(
            String url,
            @Nullable String certificate,
            @Nullable Duration timeout,
            Map<String, String> headers,
            @Nullable Login login,
            boolean authorization,
            boolean mergeInHeaders,
            boolean mergeInBody) {
        this.url = url;
        this.certificate = certificate;
        this.timeout = timeout;
        this.headers = Collections.unmodifiableMap(headers);
        this.login = login;
        this.authorization = authorization;
        this.mergeInHeaders = mergeInHeaders;
        this.mergeInBody = mergeInBody;
    }

    /**
     * Rejects a name that could not be distinguished from the path in {@code callout:Name/path}.
     *
     * @param name the name of a credential
     * @return the name
     * @throws CalloutConfigurationException if it is empty or contains a slash, a space, {@code ?} or {@code #}
     */
    public static String checkName(String name) {
        if (name.isEmpty() || name.chars().anyMatch(at -> "/?#".indexOf(at) >= 0 || at <= ' ')) {
            throw new CalloutConfigurationException(
                    "The name of the named credential \"" + ForeignText.printable(name) + "\" cannot be"
                            + " distinguished from the path in callout:Name/path. Use letters, digits, and underscores.");
        }
        return name;
    }

    /**
     * Creates a credential for the service at a URL.
     *
     * @param url an {@code https:} or {@code http:} URL; what follows the name in {@code callout:Name/path?query} is added to it
     * @return the credential, without certificate and login
     * @throws CalloutConfigurationException if it is not a valid endpoint for callouts
     */
    public static NamedCredential of(String url) {
        Endpoint.parse(url, "the named credential's url");
        if (url.indexOf('#') >= 0) {
            throw new CalloutConfigurationException("The named credential's url " + Endpoint.shown(url)
                    + " has a fragment, which is never sent. Remove it.");
        }
        return new NamedCredential(url.strip(), null, null, Map.of(), null, true, false, false);
    }

    /**
     * Returns a copy with a client certificate to present.
     *
     * @param name the name given to {@code Callouts.builder().certificate(name, entry)}
     * @return a copy
     * @throws CalloutConfigurationException if the URL is plain http, which cannot present a certificate
     */
    public NamedCredential withCertificate(String name) {
        if (!Endpoint.parse(url).secure()) {
            throw new CalloutConfigurationException("The named credential's url " + Endpoint.shown(url)
                    + " is plain http, so the certificate " + CertificateName.shown(name)
                    + " would never be presented. Use an https: URL, or remove the certificate.");
        }
        return new NamedCredential(url, name, timeout, headers, login, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * Returns a copy with a timeout for callouts that do not set one.
     *
     * @param limit 1 millisecond to 120 seconds
     * @return a copy
     * @throws CalloutConfigurationException if it is outside this range
     */
    public NamedCredential withTimeout(Duration limit) {
        TimeLimit.check(limit);
        return new NamedCredential(url, certificate, limit, headers, login, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * Returns a copy with a header to send, unless the callout sets it itself.
     *
     * @param name the header; if it is given twice, the last value is sent
     * @param value its value
     * @return a copy
     * @throws CalloutConfigurationException if it cannot be sent
     */
    public NamedCredential withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        HeaderRules.check(more, "of a named credential");
        return new NamedCredential(url, certificate, timeout, more, login, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * Returns a copy with a user name and password, sent as {@code Authorization: Basic …} (RFC 7617, in UTF-8) unless the callout sets
     * that header itself.
     *
     * @param user the name; it must not contain a colon
     * @param password the password; copied
     * @return a copy
     * @throws CalloutConfigurationException if Basic authentication cannot transmit them
     */
    public NamedCredential withLogin(String user, char[] password) {
        Login given = new Login(user, new String(password));
        if (user.indexOf(':') >= 0 || ForeignText.hasControl(user + given.password())) {
            throw new CalloutConfigurationException(
                    "The user name of a named credential contains a colon, or its user name or password contains a"
                            + " control character, which Basic authentication cannot transmit (RFC 7617 section 2)."
                            + " Remove it.");
        }
        return new NamedCredential(
                url, certificate, timeout, headers, given, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * Returns a copy that does not send the login by itself: for services that expect it in the envelope or in another header, where merge
     * fields put it.
     *
     * @return a copy
     */
    public NamedCredential withoutAuthorizationHeader() {
        return new NamedCredential(url, certificate, timeout, headers, login, false, mergeInHeaders, mergeInBody);
    }

    /**
     * Returns a copy that fills in {@code {!$Credential.Username}} and {@code {!$Credential.Password}} in HTTP headers: its own and those
     * of {@code inputHttpHeaders_x}.
     *
     * @return a copy
     */
    public NamedCredential withMergeFieldsInHeaders() {
        return new NamedCredential(url, certificate, timeout, headers, login, authorization, true, mergeInBody);
    }

    /**
     * Returns a copy that fills in {@code {!$Credential.Username}} and {@code {!$Credential.Password}} in the envelope, escaped for XML;
     * {@code {!HTMLENCODE($Credential.Username)}}, as used in Salesforce code, has the same effect.
     *
     * @return a copy
     */
    public NamedCredential withMergeFieldsInBody() {
        return new NamedCredential(url, certificate, timeout, headers, login, authorization, mergeInHeaders, true);
    }

    /**
     * The address of the service.
     *
     * @return the URL as given
     */
    public String url() {
        return url;
    }

    /**
     * The client certificate to present.
     *
     * @return its name, or null for none
     */
    public @Nullable String certificate() {
        return certificate;
    }

    /**
     * Applies this credential to a request: its URL, headers, login, certificate, and timeout.
     *
     * @param name the name of the credential, for messages
     * @param request the request; what it sets itself takes precedence
     * @param rest what follows the name in {@code callout:Name/path?query}
     * @return the request to send
     * @throws CalloutConfigurationException if both have a certificate, or a header uses a merge field that does not exist
     */
    public CalloutRequest applyTo(String name, CalloutRequest request, String rest) {
        return new CredentialUse(name, this, request).resolved(rest);
    }

    /**
     * The values to fill into the envelope of each request. Contains the password.
     *
     * @return texts such as <code>{!$Credential.Password}</code>, and what to send instead; empty without {@link #withMergeFieldsInBody()}.
     *     A new map
     */
    public Map<String, String> bodyFields() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (mergeInBody) {
            fields().forEach((field, value) -> {
                texts.put("{!$Credential." + field + "}", value);
                texts.put("{!HTMLENCODE($Credential." + field + ")}", value);
            });
        }
        return texts;
    }

    /**
     * Whether its password is sent over plain HTTP, where anyone on the network path can read it.
     *
     * @return true if there is a login and the URL is {@code http:}
     */
    public boolean sendsPasswordUnencrypted() {
        return login != null && !Endpoint.parse(url).secure();
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean mergesInHeaders() {
        return mergeInHeaders;
    }

    /** The header that contains the login, or null if it is not sent. */
    @Nullable
    String authorization() {
        if (login == null || !authorization) {
            return null;
        }
        byte[] both = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** The values of the merge fields; empty without a login. */
    Map<String, String> fields() {
        return login == null ? Map.of() : Map.of("Username", login.user(), "Password", login.password());
    }

    @Override
    public String toString() {
        return Endpoint.shown(url)
                + (certificate == null ? "" : " with certificate " + certificate)
                + (login == null ? "" : " as " + login.user() + (sendsPasswordUnencrypted() ? " in the clear" : ""))
                + (login == null || authorization ? "" : ", no Authorization header")
                + (timeout == null ? "" : ", " + timeout.toMillis() + " ms")
                + (headers.isEmpty() ? "" : ", headers " + String.join(" ", headers.keySet()))
                + (mergeInHeaders ? ", merge fields in headers" : "")
                + (mergeInBody ? ", merge fields in the envelope" : "");
    }
}

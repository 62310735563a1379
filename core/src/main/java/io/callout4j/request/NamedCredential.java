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
 * Where a service is and what it takes to call it, kept under a name: stubs then say {@code callout:Erp/path} instead of a URL.
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
 * Credentials"), a login is sent as {@code Authorization: Basic …}, and {@code {!$Credential.Username}} and {@code
 * {!$Credential.Password}} are filled in where that is allowed. What the stub sets itself, a header or {@code timeout_x}, goes
 * before what stands here; a certificate in both is refused.
 *
 * <p>Immutable and safe to share. {@code toString} shows no password and no header's value.
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
     * Refuses a name that {@code callout:Name/path} could not tell from what follows it.
     *
     * @param name a name for a credential
     * @return the name
     * @throws CalloutConfigurationException where it holds a slash, a blank, {@code ?} or {@code #}, or nothing
     */
    public static String checkName(String name) {
        if (name.isEmpty() || name.chars().anyMatch(at -> "/?#".indexOf(at) >= 0 || at <= ' ')) {
            throw new CalloutConfigurationException(
                    "The named credential \"" + ForeignText.printable(name)
                            + "\" has a name that callout:Name/path could not tell from a path. Use letters, digits and underscores.");
        }
        return name;
    }

    /**
     * A service at a URL.
     *
     * @param url an {@code https:} or {@code http:} URL; what follows the name in {@code callout:Name/path?query} is added to it
     * @return the credential, without certificate and login
     * @throws CalloutConfigurationException where it is no URL that a callout can go to
     */
    public static NamedCredential of(String url) {
        Endpoint.parse(url, "the named credential's url");
        if (url.indexOf('#') >= 0) {
            throw new CalloutConfigurationException("The named credential's url " + Endpoint.withoutSecrets(url)
                    + " has a fragment, which is never sent. Take it out.");
        }
        return new NamedCredential(url.strip(), null, null, Map.of(), null, true, false, false);
    }

    /**
     * The same with a client certificate to show.
     *
     * @param name the name given to {@code Callouts.builder().certificate(name, entry)}
     * @return a copy
     * @throws CalloutConfigurationException where the URL is plain http, by which no certificate is shown
     */
    public NamedCredential withCertificate(String name) {
        if (!Endpoint.parse(url).secure()) {
            throw new CalloutConfigurationException("The named credential's url " + Endpoint.withoutSecrets(url)
                    + " is plain http, so the certificate " + CertificateName.shown(name)
                    + " would never be presented. Use an https: URL, or take the certificate out.");
        }
        return new NamedCredential(url, name, timeout, headers, login, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * The same with a time for callouts that set none.
     *
     * @param limit 1 millisecond to 120 seconds
     * @return a copy
     * @throws CalloutConfigurationException where it is out of this range
     */
    public NamedCredential withTimeout(Duration limit) {
        TimeLimit.check(limit);
        return new NamedCredential(url, certificate, limit, headers, login, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * The same with a header to send, unless the callout sets it itself.
     *
     * @param name the header; one given twice is sent as last given
     * @param value its value
     * @return a copy
     * @throws CalloutConfigurationException where it cannot be sent
     */
    public NamedCredential withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        HeaderRules.check(more, "of a named credential");
        return new NamedCredential(url, certificate, timeout, more, login, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * The same with a user name and password, sent as {@code Authorization: Basic …} (RFC 7617, in UTF-8) unless the callout sets
     * that header itself.
     *
     * @param user the name; it cannot hold a colon
     * @param password the password; copied
     * @return a copy
     * @throws CalloutConfigurationException where Basic authentication cannot carry them
     */
    public NamedCredential withLogin(String user, char[] password) {
        Login given = new Login(user, new String(password));
        if (user.indexOf(':') >= 0 || ForeignText.hasControl(user + given.password())) {
            throw new CalloutConfigurationException(
                    "A named credential's user name holds a colon, or its name or password a control character, which Basic"
                            + " authentication cannot carry (RFC 7617 section 2). Take it out.");
        }
        return new NamedCredential(
                url, certificate, timeout, headers, given, authorization, mergeInHeaders, mergeInBody);
    }

    /**
     * The same with the login sent nowhere by itself: for services that want it in the envelope or in a header of their own, put there
     * by merge fields.
     *
     * @return a copy
     */
    public NamedCredential withoutAuthorizationHeader() {
        return new NamedCredential(url, certificate, timeout, headers, login, false, mergeInHeaders, mergeInBody);
    }

    /**
     * The same with {@code {!$Credential.Username}} and {@code {!$Credential.Password}} filled in in HTTP headers, its own and those of
     * {@code inputHttpHeaders_x}.
     *
     * @return a copy
     */
    public NamedCredential withMergeFieldsInHeaders() {
        return new NamedCredential(url, certificate, timeout, headers, login, authorization, true, mergeInBody);
    }

    /**
     * The same with {@code {!$Credential.Username}} and {@code {!$Credential.Password}} filled in in the envelope, escaped as XML wants it;
     * {@code {!HTMLENCODE($Credential.Username)}}, as code from Salesforce has it, means the same.
     *
     * @return a copy
     */
    public NamedCredential withMergeFieldsInBody() {
        return new NamedCredential(url, certificate, timeout, headers, login, authorization, mergeInHeaders, true);
    }

    /**
     * Where it leads.
     *
     * @return the URL as given
     */
    public String url() {
        return url;
    }

    /**
     * The client certificate it shows.
     *
     * @return its name, or null for none
     */
    public @Nullable String certificate() {
        return certificate;
    }

    /**
     * A request as it goes out by this credential: with its URL, headers, login, certificate and time limit.
     *
     * @param name the name that the credential goes by, for messages
     * @param request the request; what it sets itself takes precedence
     * @param rest what follows the name in {@code callout:Name/path?query}
     * @return the request to send
     * @throws CalloutConfigurationException if both have a certificate, or a header uses a merge field that does not exist
     */
    public CalloutRequest applyTo(String name, CalloutRequest request, String rest) {
        return new CredentialUse(name, this, request).resolved(rest);
    }

    /**
     * What is to be filled into the envelope of each request. Holds the password.
     *
     * @return texts such as <code>{!$Credential.Password}</code>, and what is sent in their place; empty without {@link
     *     #withMergeFieldsInBody()}. A new map
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
     * Whether its password is sent over plain HTTP, where anybody on the way can read it.
     *
     * @return true for a login and an {@code http:} URL
     */
    public boolean isInTheClear() {
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

    /** The header that carries the login, or null if none is to be sent. */
    @Nullable
    String authorization() {
        if (login == null || !authorization) {
            return null;
        }
        byte[] both = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** What the merge fields stand for; empty without a login. */
    Map<String, String> fields() {
        return login == null ? Map.of() : Map.of("Username", login.user(), "Password", login.password());
    }

    @Override
    public String toString() {
        return Endpoint.withoutSecrets(url)
                + (certificate == null ? "" : " with certificate " + certificate)
                + (login == null ? "" : " as " + login.user() + (isInTheClear() ? " in the clear" : ""))
                + (login == null || authorization ? "" : ", no Authorization header")
                + (timeout == null ? "" : ", " + timeout.toMillis() + " ms")
                + (headers.isEmpty() ? "" : ", headers " + String.join(" ", headers.keySet()))
                + (mergeInHeaders ? ", merge fields in headers" : "")
                + (mergeInBody ? ", merge fields in the envelope" : "");
    }
}

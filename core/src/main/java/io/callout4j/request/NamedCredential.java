package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.rules.CertificateName;
import io.callout4j.internal.rules.HeaderRules;
import io.callout4j.internal.rules.TimeLimit;
import io.callout4j.internal.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
    private final Set<String> bodyPlaces;

    private static final Pattern LOCAL_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_.-]*");

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
            Set<String> bodyPlaces) {
        this.url = url;
        this.certificate = certificate;
        this.timeout = timeout;
        this.headers = Collections.unmodifiableMap(headers);
        this.login = login;
        this.authorization = authorization;
        this.mergeInHeaders = mergeInHeaders;
        this.bodyPlaces = bodyPlaces;
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
        return new NamedCredential(url.strip(), null, null, Map.of(), null, true, false, Set.of());
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
        return new NamedCredential(url, name, timeout, headers, login, authorization, mergeInHeaders, bodyPlaces);
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
        return new NamedCredential(url, certificate, limit, headers, login, authorization, mergeInHeaders, bodyPlaces);
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
        return new NamedCredential(url, certificate, timeout, more, login, authorization, mergeInHeaders, bodyPlaces);
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
                url, certificate, timeout, headers, given, authorization, mergeInHeaders, bodyPlaces);
    }

    /**
     * Returns a copy that does not send the login by itself: for services that expect it in the envelope or in another header, where merge
     * fields put it.
     *
     * @return a copy
     */
    public NamedCredential withoutAuthorizationHeader() {
        return new NamedCredential(url, certificate, timeout, headers, login, false, mergeInHeaders, bodyPlaces);
    }

    /**
     * Returns a copy that fills in {@code {!$Credential.Username}} and {@code {!$Credential.Password}} in HTTP headers: its own and those
     * of {@code inputHttpHeaders_x}, which must not contain text of users then.
     *
     * @return a copy
     */
    public NamedCredential withMergeFieldsInHeaders() {
        return new NamedCredential(url, certificate, timeout, headers, login, authorization, true, bodyPlaces);
    }

    /**
     * Returns a copy that fills in {@code {!$Credential.Username}} and {@code {!$Credential.Password}} in the envelope, escaped for XML;
     * {@code {!HTMLENCODE($Credential.Username)}}, as used in Salesforce code, has the same effect.
     *
     * <p>A field is filled in only if it is the whole value of an element or attribute with one of the given names, in the payload or in a
     * SOAP header. Anywhere else it is sent as it is, because it may be text of a user, who must not get to see the password. Therefore do
     * not name elements that contain such text.
     *
     * <pre>{@code
     * NamedCredential.of("https://erp.example.com/soap")
     *         .withLogin("erp", "secret".toCharArray())
     *         .withMergeFieldsInBody("Username", "Password")   // <wsse:Password>{!$Credential.Password}</wsse:Password>
     * }</pre>
     *
     * @param names at least one local name of an element or attribute; case-sensitive
     * @return a copy
     * @throws CalloutConfigurationException if there is none, or one is not a local name
     */
    public NamedCredential withMergeFieldsInBody(String... names) {
        if (names.length == 0) {
            throw new CalloutConfigurationException(
                    "withMergeFieldsInBody needs the names of the elements and attributes"
                            + " whose value may be a merge field.");
        }
        for (String name : names) {
            if (!LOCAL_NAME.matcher(name).matches()) {
                throw new CalloutConfigurationException(
                        "\"" + ForeignText.printable(name) + "\" is not the local name of an"
                                + " element or attribute. Write it without prefix, spaces, and brackets.");
            }
        }
        return new NamedCredential(
                url,
                certificate,
                timeout,
                headers,
                login,
                authorization,
                mergeInHeaders,
                Set.copyOf(Arrays.asList(names)));
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
     * @return texts such as <code>{!$Credential.Password}</code>, and what to send instead; empty without {@link #withMergeFieldsInBody}.
     *     A new map
     */
    public Map<String, String> bodyFields() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!bodyPlaces.isEmpty()) {
            fields().forEach((field, value) -> {
                texts.put("{!$Credential." + field + "}", value);
                texts.put("{!HTMLENCODE($Credential." + field + ")}", value);
            });
        }
        return texts;
    }

    /**
     * Where {@link #bodyFields()} may be filled in.
     *
     * @return local names of elements and attributes
     */
    public Set<String> bodyFieldPlaces() {
        return bodyPlaces;
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
                + (bodyPlaces.isEmpty()
                        ? ""
                        : ", merge fields in the elements " + String.join(" ", new TreeSet<>(bodyPlaces)));
    }
}

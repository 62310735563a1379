package io.callout4j;

import io.callout4j.tls.Endpoint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where callouts may go: the named credentials, and the sites that may be called by their URL. Immutable.
 */
final class Destinations {

    /** Anywhere, and no names. */
    static final Destinations ANY = new Destinations(Map.of(), null);

    private static final String SCHEME = "callout:";
    private static final Pattern FIELD =
            Pattern.compile("\\{!\\s*(?:\\$Credential\\.(\\w+)|HTMLENCODE\\(\\s*\\$Credential\\.(\\w+)\\s*\\))\\s*}");

    private final Map<String, NamedCredential> credentials;
    private final @Nullable Set<String> sites;

    /**
     * What may be called.
     *
     * @param credentials by name
     * @param sites URLs whose scheme, host and port may be called, or null for all
     */
    Destinations(Map<String, NamedCredential> credentials, @Nullable Collection<String> sites) {
        this.credentials = new TreeMap<>(credentials);
        this.sites = sites == null ? null : origins(sites);
    }

    private static Set<String> origins(Collection<String> sites) {
        Set<String> origins = new TreeSet<>();
        sites.forEach(site -> origins.add(origin(Endpoint.parse(site, "a remote site"))));
        return origins;
    }

    /** Scheme, host and port, in the one spelling that {@link Endpoint} has for them. */
    private static String origin(Endpoint endpoint) {
        return (endpoint.secure() ? "https://" : "http://") + endpoint.authority();
    }

    static boolean isNamed(String endpoint) {
        return endpoint.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The request as it goes out: with what its named credential adds, or as it is where its site may be called. */
    CalloutRequest resolve(CalloutRequest request) {
        return isNamed(request.endpoint()) ? named(request) : permitted(request);
    }

    private CalloutRequest permitted(CalloutRequest request) {
        if (sites != null && !sites.contains(origin(Endpoint.parse(request.endpoint())))) {
            throw new CalloutConfigurationException(
                    "IO Exception: Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = "
                            + Endpoint.withoutSecrets(request.endpoint())
                            + ". Nothing was sent: remoteSites "
                            + (sites.isEmpty() ? "is empty." : "holds only " + String.join(", ", sites) + ".")
                            + " Add the site's scheme, host and port to it, or call a named credential.");
        }
        return request;
    }

    private CalloutRequest named(CalloutRequest request) {
        String text = request.endpoint().strip().substring(SCHEME.length());
        int end = endOfName(text);
        String name = text.substring(0, end);
        NamedCredential credential = credentials.get(name);
        if (credential == null) {
            throw new CalloutConfigurationException("There is no named credential \""
                    + Endpoint.withoutSecrets(name).replaceAll("\\p{Cntrl}", "?") + "\" for the endpoint "
                    + Endpoint.withoutSecrets(request.endpoint()) + ": "
                    + (credentials.isEmpty()
                            ? "this runtime has none at all."
                            : "the known names are " + String.join(", ", credentials.keySet()) + ".")
                    + " Nothing was sent. Add it to namedCredentials, or with Callouts.builder().namedCredential(…). Names tell"
                    + " upper from lower case.");
        }
        return request.resolved(
                joined(credential.url(), text.substring(end)),
                headers(name, credential, request),
                certificate(name, credential, request),
                credential.timeout(),
                credential.mergesInBody() ? bodyFields(credential) : Map.of());
    }

    private static int endOfName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("/?#".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** One slash between the two paths, and one query of the two. */
    private static String joined(String url, String rest) {
        int ownQuery = url.indexOf('?');
        int query = rest.indexOf('?');
        String path = ownQuery < 0 ? url : url.substring(0, ownQuery);
        String more = query < 0 ? rest : rest.substring(0, query);
        boolean bothHaveSlash = path.endsWith("/") && more.startsWith("/");
        String whole = bothHaveSlash ? path + more.substring(1) : path + more;
        if (query < 0) {
            return ownQuery < 0 ? whole : whole + url.substring(ownQuery);
        }
        return ownQuery < 0
                ? whole + rest.substring(query)
                : whole + url.substring(ownQuery) + "&" + rest.substring(query + 1);
    }

    private static CertificateChoice certificate(String name, NamedCredential credential, CalloutRequest request) {
        if (credential.certificate() == null) {
            return request.certificate();
        }
        if (!(request.certificate() instanceof CertificateChoice.None)) {
            throw new CalloutConfigurationException("The named credential " + name + " has the certificate "
                    + credential.certificate() + ", and the callout sets one too (the " + request.certificate()
                    + "), so it is not clear which one to show. Nothing was sent. Set the stub's certificate fields to null, or"
                    + " take the certificate out of the named credential.");
        }
        return new CertificateChoice.Named(credential.certificate(), null);
    }

    /** Those of the credential first; the callout's own take their place. */
    private static Map<String, String> headers(String name, NamedCredential credential, CalloutRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        String authorization = credential.authorization();
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        for (Map<String, String> some : List.of(credential.headers(), request.headers())) {
            headers.keySet().removeIf(known -> some.keySet().stream().anyMatch(known::equalsIgnoreCase));
            headers.putAll(some);
        }
        if (credential.mergesInHeaders()) {
            Map<String, String> fields = credential.fields();
            headers.replaceAll((header, value) -> value == null ? value : merged(name, header, value, fields));
        }
        return headers;
    }

    private static String merged(String name, String header, String value, Map<String, String> fields) {
        return FIELD.matcher(value).replaceAll(match -> {
            String field = match.group(1) == null ? match.group(2) : match.group(1);
            String known = fields.get(field);
            if (known == null) {
                throw new CalloutConfigurationException("The header \"" + header.replaceAll("\\p{Cntrl}", "?")
                        + "\" uses {!$Credential." + field + "}, which the named credential " + name
                        + " does not have: "
                        + (fields.isEmpty()
                                ? "it has no username and password."
                                : "it knows " + String.join(" and ", new TreeSet<>(fields.keySet())) + ".")
                        + " Nothing was sent.");
            }
            return Matcher.quoteReplacement(known);
        });
    }

    private static Map<String, String> bodyFields(NamedCredential credential) {
        Map<String, String> texts = new LinkedHashMap<>();
        credential.fields().forEach((field, value) -> {
            texts.put("{!$Credential." + field + "}", value);
            texts.put("{!HTMLENCODE($Credential." + field + ")}", value);
        });
        return texts;
    }

    /** How many names there are, for the line at start. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d named credential(s), %s",
                credentials.size(),
                sites == null ? "any site" : sites.size() + " remote site(s)");
    }

    /** The credentials that send a password over plain HTTP. */
    List<String> inTheClear() {
        return credentials.entrySet().stream()
                .filter(entry -> entry.getValue().isInTheClear())
                .map(Map.Entry::getKey)
                .toList();
    }
}

package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where callouts may go: named credentials, and the sites that may be called by URL. Immutable.
 */
final class Destinations {

    /** Any site, and no named credentials. */
    static final Destinations ANY = new Destinations(Map.of(), null);

    private static final String SCHEME = "callout:";
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

    /** Scheme, host and port, as {@link Endpoint} normalizes them. */
    private static String origin(Endpoint endpoint) {
        return (endpoint.secure() ? "https://" : "http://") + endpoint.authority();
    }

    static boolean isNamed(String endpoint) {
        return endpoint.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * A request as it is sent.
     *
     * @param request with what its named credential adds
     * @param credential the named credential, or null
     */
    record Resolved(CalloutRequest request, @Nullable NamedCredential credential) {

        /** What the named credential fills into the envelope. */
        MergeFields fields() {
            return MergeFields.of(credential);
        }
    }

    /** The request with what its named credential adds, or as it is if its site may be called. */
    Resolved resolve(CalloutRequest request) {
        return isNamed(request.endpoint()) ? named(request) : new Resolved(permitted(request), null);
    }

    private CalloutRequest permitted(CalloutRequest request) {
        if (sites != null && !sites.contains(origin(Endpoint.parse(request.endpoint())))) {
            throw new CalloutConfigurationException(
                    "IO Exception: Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = "
                            + Endpoint.shown(request.endpoint())
                            + ". Nothing was sent: remoteSites "
                            + (sites.isEmpty() ? "is empty." : "contains only " + ForeignText.list(", ", sites) + ".")
                            + " Add the site's scheme, host and port to it, or call a named credential.");
        }
        return request;
    }

    private Resolved named(CalloutRequest request) {
        String text = request.endpoint().strip().substring(SCHEME.length());
        int end = endOfName(text);
        String name = text.substring(0, end);
        NamedCredential credential = credentials.get(name);
        if (credential == null) {
            throw new CalloutConfigurationException("No named credential \""
                    + Endpoint.shown(name) + "\" for the endpoint "
                    + Endpoint.shown(request.endpoint()) + ": "
                    + (credentials.isEmpty()
                            ? "this runtime has none."
                            : "the known names are " + ForeignText.list(", ", credentials.keySet()) + ".")
                    + " Nothing was sent. Add it to namedCredentials, or with Callouts.builder().namedCredential(…). Names are"
                    + " case-sensitive.");
        }
        return new Resolved(credential.applyTo(name, request, text.substring(end)), credential);
    }

    private static int endOfName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("/?#".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The counts, for the log line at startup. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d named credential(s), %s",
                credentials.size(),
                sites == null ? "any site" : sites.size() + " remote site(s)");
    }

    /** The names of credentials that send a password over plain HTTP. */
    List<String> sendingPasswordsUnencrypted() {
        return credentials.entrySet().stream()
                .filter(entry -> entry.getValue().sendsPasswordUnencrypted())
                .map(Map.Entry::getKey)
                .toList();
    }
}

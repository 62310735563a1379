package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.text.ForeignText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a named credential adds to one request. */
record CredentialUse(String name, NamedCredential credential, CalloutRequest request) {

    private static final Pattern FIELD =
            Pattern.compile("\\{!\\s*(?:\\$Credential\\.(\\w+)|HTMLENCODE\\(\\s*\\$Credential\\.(\\w+)\\s*\\))\\s*}");

    CalloutRequest resolved(String rest) {
        CalloutRequest resolved = request.withEndpoint(joined(credential.url(), rest))
                .withHeaders(headers())
                .withCertificate(certificate());
        return credential.timeout() == null ? resolved : resolved.withDefaultTimeout(credential.timeout());
    }

    /** Joins the paths with one slash, and the queries into one. */
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

    private CertificateChoice certificate() {
        String certificate = credential.certificate();
        if (certificate == null) {
            return request.certificate();
        }
        if (!(request.certificate() instanceof CertificateChoice.None)) {
            throw new CalloutConfigurationException("The named credential " + name + " has the certificate "
                    + certificate + ", and the callout also sets one (the " + request.certificate()
                    + "), so it is unclear which one to present. Nothing was sent. Set the stub's certificate fields to null,"
                    + " or remove the certificate from the named credential.");
        }
        return new CertificateChoice.Named(certificate, null);
    }

    /** The headers of the credential, replaced with those of the callout. */
    private Map<String, String> headers() {
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
            headers.replaceAll((header, value) -> value == null ? value : merged(header, value));
        }
        return headers;
    }

    private String merged(String header, String value) {
        Map<String, String> fields = credential.fields();
        return FIELD.matcher(value).replaceAll(match -> {
            String field = match.group(1) == null ? match.group(2) : match.group(1);
            String known = fields.get(field);
            if (known == null) {
                throw new CalloutConfigurationException("The header \"" + ForeignText.printable(header)
                        + "\" uses {!$Credential." + field + "}, which the named credential " + name
                        + " does not have: "
                        + (fields.isEmpty()
                                ? "it has no username and password."
                                : "it has " + String.join(" and ", new TreeSet<>(fields.keySet())) + ".")
                        + " Nothing was sent.");
            }
            return Matcher.quoteReplacement(known);
        });
    }
}

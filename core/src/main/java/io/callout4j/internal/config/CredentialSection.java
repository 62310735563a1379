package io.callout4j.internal.config;

import io.callout4j.internal.config.CalloutsFile.CredentialSettings;
import io.callout4j.request.NamedCredential;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one of {@code namedCredentials}. */
final class CredentialSection {

    private static final Pattern FIELD = Pattern.compile("\\{![^}]*\\$Credential\\.(\\w+)");
    private static final List<String> FIELDS = List.of("Username", "Password");

    private CredentialSection() {}

    static NamedCredential read(String name, CredentialSettings settings, Section section) {
        String url = section.text("url", settings.url());
        NamedCredential credential = section.get("url", () -> NamedCredential.of(url));
        section.get(() -> NamedCredential.checkName(name));
        credential = withCertificate(credential, settings, section);
        credential = withTimeout(credential, settings, section);
        credential = withHeaders(credential, settings, section.in("headers"));
        credential = withLogin(credential, settings, section);
        checkFields(settings, section.in("headers"));
        if (Boolean.FALSE.equals(settings.generateAuthorizationHeader())) {
            credential = credential.withoutAuthorizationHeader();
        }
        if (Boolean.TRUE.equals(settings.mergeFieldsInHeaders())) {
            credential = credential.withMergeFieldsInHeaders();
        }
        return withPlaces(credential, settings.mergeFieldsInBody(), section.in("mergeFieldsInBody"));
    }

    private static NamedCredential withPlaces(
            NamedCredential credential, @Nullable List<String> names, Section section) {
        if (names == null) {
            return credential;
        }
        if (names.isEmpty()) {
            throw section.rejected("the list is empty, so nothing would be filled in. Add the names of elements or"
                    + " attributes, or remove the key.");
        }
        List<String> places = ConfigurationReader.listed(section, names, (name, at) -> at.element(name));
        return credential.withMergeFieldsInBody(places.toArray(String[]::new));
    }

    private static NamedCredential withCertificate(
            NamedCredential credential, CredentialSettings settings, Section section) {
        String name = settings.certificate();
        if (name == null) {
            return credential;
        }
        String certificate = section.text("certificate", name);
        return section.get("certificate", () -> credential.withCertificate(certificate));
    }

    /** Rejects merge fields that would be sent unchanged, or that would make each callout fail. */
    private static void checkFields(CredentialSettings settings, Section section) {
        Map<String, String> headers = settings.headers() == null ? Map.of() : settings.headers();
        headers.forEach((name, value) -> {
            Matcher field = FIELD.matcher(value);
            while (field.find()) {
                if (!Boolean.TRUE.equals(settings.mergeFieldsInHeaders())) {
                    throw section.rejected(
                            name,
                            "the value contains a merge field, which would be sent unchanged. Set"
                                    + " mergeFieldsInHeaders to true, or remove it.");
                }
                if (!FIELDS.contains(field.group(1))) {
                    throw section.rejected(
                            name,
                            "unknown merge field $Credential." + field.group(1) + ". Known fields: $Credential."
                                    + String.join(" and $Credential.", FIELDS) + ".");
                }
            }
        });
    }

    private static NamedCredential withTimeout(
            NamedCredential credential, CredentialSettings settings, Section section) {
        Integer timeout = settings.timeout();
        return timeout == null
                ? credential
                : section.get("timeout", () -> credential.withTimeout(Duration.ofMillis(timeout)));
    }

    private static NamedCredential withHeaders(
            NamedCredential credential, CredentialSettings settings, Section section) {
        NamedCredential with = credential;
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> header : settings.headers() == null
                ? Map.<String, String>of().entrySet()
                : settings.headers().entrySet()) {
            if (!seen.add(header.getKey())) {
                throw section.rejected(
                        header.getKey(), "this header is set twice with different capitalization. Keep one.");
            }
            with = withHeader(with, header.getKey(), header.getValue(), section);
        }
        return with;
    }

    private static NamedCredential withHeader(NamedCredential credential, String name, String value, Section section) {
        return section.get(name, () -> credential.withHeader(name, value));
    }

    private static NamedCredential withLogin(NamedCredential credential, CredentialSettings settings, Section section) {
        String user = settings.username();
        String password = settings.password();
        if (user == null && password == null) {
            if (Boolean.TRUE.equals(settings.mergeFieldsInHeaders()) || settings.mergeFieldsInBody() != null) {
                throw section.rejected(
                        "merge fields are enabled, but there is no username and password to fill in. Add them, or"
                                + " remove mergeFieldsIn….");
            }
            return credential;
        }
        return section.login(user, password, credential::withLogin);
    }
}

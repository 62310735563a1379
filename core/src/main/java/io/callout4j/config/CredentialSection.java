package io.callout4j.config;

import io.callout4j.NamedCredential;
import io.callout4j.config.CalloutsFile.CredentialSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads one of {@code namedCredentials}. */
final class CredentialSection {

    private CredentialSection() {}

    static NamedCredential read(String name, CredentialSettings settings, Section section) {
        String url = section.text("url", settings.url());
        NamedCredential credential = section.get("url", () -> NamedCredential.of(url));
        section.get(() -> NamedCredential.checkName(name));
        if (settings.certificate() != null) {
            credential = credential.withCertificate(section.text("certificate", settings.certificate()));
        }
        credential = withTimeout(credential, settings, section);
        credential = withHeaders(credential, settings, section.in("headers"));
        credential = withLogin(credential, settings, section);
        if (Boolean.FALSE.equals(settings.generateAuthorizationHeader())) {
            credential = credential.withoutAuthorizationHeader();
        }
        if (Boolean.TRUE.equals(settings.mergeFieldsInHeaders())) {
            credential = credential.withMergeFieldsInHeaders();
        }
        return Boolean.TRUE.equals(settings.mergeFieldsInBody()) ? credential.withMergeFieldsInBody() : credential;
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
                throw section.refused(header.getKey(), "this header is there twice, in different cases. Keep one.");
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
            if (Boolean.TRUE.equals(settings.mergeFieldsInHeaders())
                    || Boolean.TRUE.equals(settings.mergeFieldsInBody())) {
                throw section.refused(
                        "merge fields are allowed, and there is no username and password to fill in. Add them, or"
                                + " take mergeFieldsIn… out.");
            }
            return credential;
        }
        if (user == null || password == null) {
            throw section.refused(
                    user == null ? "password" : "username",
                    user == null
                            ? "a password needs a username beside it."
                            : "a username needs a password beside it; \"\" is one too.");
        }
        return section.get("username", () -> credential.withLogin(user, password.toCharArray()));
    }
}

package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.config.CalloutsFile.CertificateFile;
import io.callout4j.internal.config.CalloutsFile.KeyStoreFile;
import io.callout4j.internal.document.Document;
import io.callout4j.internal.identity.CertificateSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Reads {@code certificates} and {@code keyStores}. */
final class CertificateSections {

    private CertificateSections() {}

    /** Where one certificate is stored, and how to report a failure to open it. */
    record Named(String name, KeyStoreEntry entry, List<Path> files, Section section) {

        /** The failure, with the position of the key that causes it. */
        CalloutException explain(CalloutException failure) {
            return explained(section, failure);
        }
    }

    /** Where several certificates are stored. */
    record Store(Path path, char @Nullable [] password, Section section) {

        CalloutException explain(CalloutException failure) {
            return explained(section, failure);
        }
    }

    static List<CertificateSource> sources(List<Store> stores, Collection<Named> certificates) {
        List<CertificateSource> sources = new ArrayList<>();
        stores.forEach(store -> sources.add(CertificateSource.all(store.path(), store.password(), store::explain)));
        certificates.forEach(named -> sources.add(CertificateSource.one(named.name(), named.entry(), named::explain)));
        return sources;
    }

    /** The files and folders that certificates are in. */
    static List<Path> places(List<Store> stores, Collection<Named> certificates) {
        return Stream.concat(
                        stores.stream().map(Store::path),
                        certificates.stream().flatMap(named -> named.files().stream()))
                .toList();
    }

    static Named named(String name, CertificateFile file, Section section) {
        List<String> forms = Stream.of(
                        file.path() == null ? null : "path",
                        file.certificate() == null && file.privateKey() == null ? null : "certificate and privateKey",
                        file.inline() == null ? null : "inline")
                .filter(Objects::nonNull)
                .toList();
        if (name.isBlank()) {
            throw section.rejected("the name of the certificate is empty. Give it a name.");
        }
        if (forms.size() != 1) {
            throw section.rejected("expected either path, or certificate and privateKey, or inline; found "
                    + (forms.isEmpty() ? "none of them." : String.join(" and ", forms) + ". Keep one."));
        }
        if (file.path() != null) {
            Path path = section.path("path", file.path());
            return new Named(
                    name,
                    opened(KeyStoreEntry.of(path, characters(file.password())), file, section),
                    List.of(path),
                    section);
        }
        return file.inline() != null ? inline(name, file.inline(), file, section) : pem(name, file, section);
    }

    private static Named inline(String name, String text, CertificateFile file, Section section) {
        byte[] content = section.text("inline", text).getBytes(StandardCharsets.UTF_8);
        String origin = Document.shown(section.at().toString()) + ".inline";
        KeyStoreEntry entry = KeyStoreEntry.ofBytes(content, origin, characters(file.password()));
        return new Named(name, opened(entry, file, section), List.of(), section);
    }

    private static Named pem(String name, CertificateFile file, Section section) {
        Path certificate = section.path("certificate", file.certificate());
        Path privateKey = section.path("privateKey", file.privateKey());
        if (file.alias() != null) {
            throw section.rejected(
                    "alias", "alias is allowed only for a key store, not for certificate and privateKey. Remove it.");
        }
        KeyStoreEntry entry = KeyStoreEntry.ofPem(certificate, privateKey);
        String password = file.keyPassword() == null ? file.password() : file.keyPassword();
        return new Named(
                name,
                password == null ? entry : entry.withKeyPassword(password.toCharArray()),
                List.of(certificate, privateKey),
                section);
    }

    private static KeyStoreEntry opened(KeyStoreEntry entry, CertificateFile file, Section section) {
        KeyStoreEntry named = file.alias() == null ? entry : entry.withAlias(section.text("alias", file.alias()));
        return file.keyPassword() == null
                ? named
                : named.withKeyPassword(file.keyPassword().toCharArray());
    }

    static Store store(KeyStoreFile file, Section section) {
        return new Store(section.path("path", file.path()), characters(file.password()), section);
    }

    static char @Nullable [] characters(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    private static CalloutException explained(Section section, CalloutException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof ClientCertificateException refused) {
            String key = key(refused.reason());
            if ("password".equals(key) && holds(section, "privateKey")) {
                // In this form, the only password is that of the key.
                key = holds(section, "password") ? "password" : "keyPassword";
            }
            if (key != null && !key.equals("privateKey") && !holds(section, key)) {
                message += " Set \"" + key + "\" here.";
            }
            String pointer = pointer(section, key == null ? "" : key);
            return new ClientCertificateException(
                    refused.reason(), section.located(pointer, message), cause(section, pointer, failure));
        }
        String pointer = pointer(section, "");
        return new CalloutConfigurationException(section.located(pointer, message), cause(section, pointer, failure));
    }

    private static @Nullable Throwable cause(Section section, String pointer, CalloutException failure) {
        return section.secrets().hasOne(JsonPointer.compile(pointer), failure) ? null : failure;
    }

    private static boolean holds(Section section, String key) {
        return section.document().holds(section.at().appendProperty(key).toString());
    }

    /** The key that causes the failure if it exists, otherwise the one that says where the certificate is. */
    private static String pointer(Section section, String key) {
        return Stream.of(key, key.equals("keyPassword") ? "privateKey" : key, "path", "certificate", "inline")
                .filter(name -> holds(section, name))
                .findFirst()
                .map(name -> section.at().appendProperty(name).toString())
                .orElse(section.at().toString());
    }

    private static @Nullable String key(ClientCertificateException.Reason reason) {
        return switch (reason) {
            case WRONG_PASSWORD -> "password";
            case WRONG_KEY_PASSWORD -> "keyPassword";
            case NO_SUCH_ALIAS, SEVERAL_KEYS -> "alias";
            case KEY_MISMATCH -> "privateKey";
            default -> null;
        };
    }
}

package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.config.CalloutsFile.KeyStoreFile;
import io.callout4j.internal.config.CalloutsFile.TrustFiles;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code trust}. */
final class TrustSection {

    private TrustSection() {}

    static ServerTrust read(TrustFiles settings, Section section, ReadFiles files) {
        List<ServerTrust> parts = new ArrayList<>();
        if (settings.system() == null || settings.system()) {
            parts.add(section.get(ServerTrust::system));
        }
        List<ServerTrust> own = new ArrayList<>(ConfigurationReader.listed(
                section.in("files"), settings.files(), (file, at) -> anchors(at.path(file), at, files)));
        own.addAll(ConfigurationReader.listed(
                section.in("keyStores"), settings.keyStores(), (store, at) -> keyStore(store, at, files)));
        if (Boolean.TRUE.equals(settings.acceptExpiredAnchors())) {
            own.replaceAll(ServerTrust::acceptingExpiredAnchors);
        }
        parts.addAll(own);
        ServerTrust trust = parts.stream().reduce(ServerTrust::and).orElse(null);
        if (trust == null) {
            throw section.rejected(
                    "no server would be trusted: system is false, and there are neither files nor keyStores. Add a"
                            + " file with the root certificate of the servers' CA.");
        }
        return checked(trust, settings, section, files);
    }

    private static ServerTrust keyStore(KeyStoreFile store, Section section, ReadFiles files) {
        Path path = section.path("path", store.path());
        files.note(path);
        try {
            return ServerTrust.file(path, CertificateSections.characters(store.password()));
        } catch (CalloutConfigurationException e) {
            boolean password = store.password() != null && e.getCause() instanceof UnrecoverableKeyException;
            return section.get(password ? "password" : "path", () -> {
                throw e;
            });
        }
    }

    private static ServerTrust anchors(Path path, Section section, ReadFiles files) {
        files.note(path);
        return section.get(() -> ServerTrust.file(path, null));
    }

    private static ServerTrust checked(ServerTrust trust, TrustFiles settings, Section section, ReadFiles files) {
        ServerTrust checked = trust;
        String revocation = settings.revocation();
        if (revocation != null) {
            checked = checked.withRevocation(section.get("revocation", () -> Revocation.of(revocation)));
        }
        if (settings.pins() != null) {
            for (int i = 0; i < settings.pins().size(); i++) {
                checked = pinned(
                        checked, settings.pins().get(i), section.in("pins").in(i));
            }
        }
        if (settings.crls() != null) {
            if (!settings.crls().isEmpty() && (revocation == null || Revocation.of(revocation) == Revocation.OFF)) {
                throw section.rejected(
                        "crls",
                        "these lists would be ignored, because revocation is off. Set revocation to soft or required.");
            }
            for (int i = 0; i < settings.crls().size(); i++) {
                Section at = section.in("crls").in(i);
                checked = listed(checked, at.path(settings.crls().get(i)), at, files);
            }
        }
        return checked;
    }

    private static ServerTrust pinned(ServerTrust trust, String pin, Section section) {
        return section.get(() -> trust.withPins(pin));
    }

    /** Revocation lists reload themselves when they change; one that cannot be read is retried. */
    private static ServerTrust listed(ServerTrust trust, Path list, Section section, ReadFiles files) {
        try {
            return trust.withRevocationLists(list);
        } catch (CalloutConfigurationException e) {
            files.note(list);
            return section.get(() -> {
                throw e;
            });
        }
    }
}

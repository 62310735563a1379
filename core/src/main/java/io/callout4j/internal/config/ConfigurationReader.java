package io.callout4j.internal.config;

import io.callout4j.internal.config.CalloutsFile.ConnectionSettings;
import io.callout4j.internal.config.CalloutsFile.LimitSettings;
import io.callout4j.internal.config.CalloutsFile.ReloadSettings;
import io.callout4j.internal.config.CalloutsFile.WireLogSettings;
import io.callout4j.internal.document.Document;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.rules.ReuseTime;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.ResponseValues;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.TlsVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Converts a file's text to a configuration. */
final class ConfigurationReader {

    private static final int MAX_RELOAD_SECONDS = 86_400;

    private final CalloutsFile file;
    private final Section root;
    private final ReadFiles files;

    private ConfigurationReader(CalloutsFile file, Section root, ReadFiles files) {
        this.file = file;
        this.root = root;
        this.files = files;
    }

    /**
     * Reads a text.
     *
     * @param name its name in messages; YAML if it ends in .yaml or .yml
     * @param variables the environment variables
     */
    static Configuration read(
            String name, byte[] text, Locations locations, ReadFiles files, UnaryOperator<@Nullable String> variables) {
        Document document = Document.read(name, text);
        Secrets secrets = new Secrets();
        CalloutsFile file =
                Binding.bind(document, new Placeholders(document, locations, files, variables, secrets).fill());
        Section root = new Section(document, locations, secrets, JsonPointer.empty());
        return new ConfigurationReader(file, root, files).configuration();
    }

    private Configuration configuration() {
        Map<String, CertificateSections.Named> certificates =
                named("certificates", file.certificates(), CertificateSections::named);
        List<CertificateSections.Store> stores =
                listed(root.in("keyStores"), file.keyStores(), CertificateSections::store);
        Settings settings = Settings.NONE
                .with(Settings.CERTIFICATES, CertificateSections.sources(stores, certificates.values()))
                .with(
                        Settings.TRUST,
                        file.trust() == null ? null : TrustSection.read(file.trust(), root.in("trust"), files))
                .with(Settings.TLS_VERSIONS, versions(file.tlsVersions()))
                .with(Settings.OFFER, offer(file.offer()))
                .with(Settings.SERVER_NAMES, named("serverNames", file.serverNames(), ConfigurationReader::serverName))
                .with(Settings.REMOTE_SITES, sites(file.remoteSites()))
                .with(
                        Settings.NAMED_CREDENTIALS,
                        named("namedCredentials", file.namedCredentials(), CredentialSection::read))
                .with(Settings.PROXY, file.proxy() == null ? null : ProxySection.read(file.proxy(), root.in("proxy")))
                .with(Settings.RESPONSE_VALUES, responseValues(file.responseValues()))
                .with(Settings.CONNECTION_AGE, connections("maxAgeSeconds", ConnectionSettings::maxAgeSeconds))
                .with(Settings.SESSION_LIFETIME, connections("sessionSeconds", ConnectionSettings::sessionSeconds))
                .with(Settings.LIMITS, file.limits() == null ? null : limits(file.limits(), root.in("limits")))
                .with(Settings.ASYNC_THREADS, threads(file.asyncThreads()))
                .with(Settings.REDACTED, redacted(file.wireLog()))
                .with(Settings.RELOAD_EVERY, reload(file.reload()));
        List<Path> places = CertificateSections.places(stores, certificates.values());
        return new Configuration(root.document().name(), settings, places, root);
    }

    private @Nullable List<String> sites(@Nullable List<String> urls) {
        return urls == null ? null : listed(root.in("remoteSites"), urls, ConfigurationReader::site);
    }

    private Set<String> redacted(@Nullable WireLogSettings settings) {
        return settings == null
                ? Set.of()
                : Set.copyOf(listed(
                        root.in("wireLog").in("redact"), settings.redact(), (name, section) -> section.element(name)));
    }

    /** Reads one value of an object with arbitrary keys. */
    private interface Named<V, T> {
        T read(String name, V value, Section section);
    }

    private <V, T> Map<String, T> named(String key, @Nullable Map<String, V> values, Named<V, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((name, value) ->
                    read.put(name, reader.read(name, value, root.in(key).in(name))));
        }
        return Collections.unmodifiableMap(read);
    }

    static <V, T> List<T> listed(Section section, @Nullable List<V> values, BiFunction<V, Section, T> reader) {
        List<T> read = new ArrayList<>();
        for (int i = 0; values != null && i < values.size(); i++) {
            read.add(reader.apply(values.get(i), section.in(i)));
        }
        return List.copyOf(read);
    }

    private static String serverName(String host, String name, Section section) {
        return section.get(() -> {
            TlsSettings.checkServerName(host, name);
            return name;
        });
    }

    private static String site(String url, Section section) {
        return section.get(() -> {
            var unused = Endpoint.parse(url, "it");
            return url;
        });
    }

    private @Nullable ResponseValues responseValues(@Nullable String word) {
        return word == null ? null : root.get("responseValues", () -> ResponseValues.of(word));
    }

    private @Nullable CertificateOffer offer(@Nullable String word) {
        return word == null ? null : root.get("offer", () -> CertificateOffer.of(word));
    }

    private @Nullable Set<TlsVersion> versions(@Nullable List<String> versions) {
        if (versions == null) {
            return null;
        }
        if (versions.isEmpty()) {
            throw root.rejected(
                    "tlsVersions",
                    "the list is empty, so no TLS version could be used. Set 1.2, 1.3, or both, or"
                            + " remove the key.");
        }
        return Set.copyOf(listed(
                root.in("tlsVersions"), versions, (version, section) -> section.get(() -> TlsVersion.of(version))));
    }

    private @Nullable Duration connections(String key, Function<ConnectionSettings, @Nullable Integer> value) {
        Integer seconds = file.connections() == null ? null : value.apply(file.connections());
        return seconds == null
                ? null
                : root.in("connections").get(key, () -> ReuseTime.check("the value", Duration.ofSeconds(seconds)));
    }

    private static CalloutLimits limits(LimitSettings settings, Section section) {
        CalloutLimits limits = CalloutLimits.standard();
        limits = with(limits, settings.requestBytes(), section.in("requestBytes"), CalloutLimits::withRequestBytes);
        limits = with(limits, settings.responseBytes(), section.in("responseBytes"), CalloutLimits::withResponseBytes);
        limits = with(limits, settings.headerBytes(), section.in("headerBytes"), CalloutLimits::withHeaderBytes);
        limits = with(limits, settings.xmlDepth(), section.in("xmlDepth"), CalloutLimits::withXmlDepth);
        limits = with(limits, settings.xmlAttributes(), section.in("xmlAttributes"), CalloutLimits::withXmlAttributes);
        limits = with(limits, settings.xmlNamespaces(), section.in("xmlNamespaces"), CalloutLimits::withXmlNamespaces);
        limits = with(limits, settings.xmlNames(), section.in("xmlNames"), CalloutLimits::withXmlNames);
        return with(limits, settings.attachments(), section.in("attachments"), CalloutLimits::withAttachments);
    }

    private static CalloutLimits with(
            CalloutLimits limits,
            @Nullable Integer value,
            Section section,
            BiFunction<CalloutLimits, Integer, CalloutLimits> setting) {
        return value == null ? limits : section.get(() -> setting.apply(limits, value));
    }

    private @Nullable Integer threads(@Nullable Integer threads) {
        if (threads != null && threads < 1) {
            throw root.rejected("asyncThreads", "the value is " + threads + "; it must be at least 1.");
        }
        return threads;
    }

    private @Nullable Duration reload(@Nullable ReloadSettings settings) {
        if (settings == null || settings.seconds() == null) {
            return null;
        }
        double seconds = settings.seconds();
        if (!(seconds >= 0.1 && seconds <= MAX_RELOAD_SECONDS)) {
            throw root.in("reload")
                    .rejected(
                            "seconds",
                            "the value is " + seconds + "; it must be between 0.1 and " + MAX_RELOAD_SECONDS
                                    + " seconds.");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}

package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.identity.CertificateSource;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.NamedCredential;
import io.callout4j.request.ResponseValues;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a runtime, from the builder, from a configuration file, or from both. Immutable.
 *
 * <p>To add a setting, add a constant here, a key to {@link CalloutsFile} with a line in {@link ConfigurationReader}, and a method to the
 * builder; then read it where it is used.
 */
public final class Settings {

    /** Where the named certificates are. */
    public static final Setting<List<CertificateSource>> CERTIFICATES =
            Setting.<List<CertificateSource>>of("certificates", List::of).combined(Settings::joined);

    /** Which servers are trusted. */
    public static final Setting<ServerTrust> TRUST = Setting.of("trust", ServerTrust::system);

    /** The versions of TLS to use. */
    public static final Setting<Set<TlsVersion>> TLS_VERSIONS =
            Setting.of("tlsVersions", () -> Set.of(TlsVersion.values()));

    /** Whether a certificate is sent if its issuer is not in the server's list. */
    public static final Setting<CertificateOffer> OFFER = Setting.of("offer", () -> CertificateOffer.ALWAYS);

    /** The name to send and to verify, by the host of an endpoint. */
    public static final Setting<Map<String, String>> SERVER_NAMES =
            Setting.<Map<String, String>>of("serverNames", Map::of).combined(Settings::joined);

    /** The sites that may be called by their URL; any may be if it is not set. */
    public static final Setting<List<String>> REMOTE_SITES =
            Setting.<List<String>>of("remoteSites", List::of).combined(Settings::joined);

    /** Services by name. */
    public static final Setting<Map<String, NamedCredential>> NAMED_CREDENTIALS =
            Setting.<Map<String, NamedCredential>>of("namedCredentials", Map::of)
                    .combined(Settings::joinedCredentials);

    /** The proxy. */
    public static final Setting<HttpProxy> PROXY = Setting.of("proxy", HttpProxy::system);

    /** How old a connection may be to be used for another callout. */
    public static final Setting<Duration> CONNECTION_AGE =
            Setting.of("connections.maxAgeSeconds", () -> Connector.DEFAULT_MAX_AGE);

    /** How long a TLS session may be resumed. */
    public static final Setting<Duration> SESSION_LIFETIME =
            Setting.of("connections.sessionSeconds", () -> TlsSettings.DEFAULT_SESSION_LIFETIME);

    /** How much a callout may send and read. */
    public static final Setting<CalloutLimits> LIMITS =
            Setting.of("limits", CalloutLimits::standard).atStart();

    /** What to do if a response type cannot hold a value. */
    public static final Setting<ResponseValues> RESPONSE_VALUES =
            Setting.of("responseValues", () -> ResponseValues.STRICT).atStart();

    /** The maximum number of concurrent asynchronous callouts on JDK 23 and earlier. */
    public static final Setting<Integer> ASYNC_THREADS =
            Setting.of("asyncThreads", () -> 64).atStart();

    /** Further elements whose content the wire log does not show. */
    public static final Setting<Set<String>> REDACTED = Setting.<Set<String>>of("wireLog", Set::of)
            .combined(Settings::joined)
            .atStart();

    /** How often files are checked for changes. */
    public static final Setting<Duration> RELOAD_EVERY =
            Setting.of("reload", () -> Duration.ofSeconds(5)).atStart();

    /** Nothing set. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<Setting<?>, Object> values;

    private Settings(Map<Setting<?>, Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The value of a setting, or its default. */
    public <T> T get(Setting<T> setting) {
        T value = find(setting);
        return value == null ? setting.defaultValue().get() : value;
    }

    /** The value of a setting, or null if it is not set. */
    @SuppressWarnings("unchecked") // values are only added by with(…), which checks the type
    public <T> @Nullable T find(Setting<T> setting) {
        return (T) values.get(setting);
    }

    /** Returns a copy with one more setting; a null value changes nothing. */
    public <T> Settings with(Setting<T> setting, @Nullable T value) {
        if (value == null) {
            return this;
        }
        Map<Setting<?>, Object> more = new HashMap<>(values);
        more.put(setting, value);
        return new Settings(more);
    }

    /** Combines these settings, which are the program's, with those of a configuration file. */
    public Settings over(Settings file) {
        Settings all = this;
        for (Setting<?> setting : file.values.keySet()) {
            all = all.joinedWith(setting, file);
        }
        return all;
    }

    private <T> Settings joinedWith(Setting<T> setting, Settings file) {
        T ours = find(setting);
        T theirs = Objects.requireNonNull(file.find(setting));
        return with(setting, ours == null ? theirs : setting.combine().apply(ours, theirs));
    }

    /** The names of the settings that differ and only take effect when a runtime starts. */
    public List<String> needingRestart(Settings other) {
        return Stream.of(LIMITS, RESPONSE_VALUES, ASYNC_THREADS, REDACTED, RELOAD_EVERY)
                .filter(setting -> !setting.live() && !get(setting).equals(other.get(setting)))
                .map(Setting::name)
                .toList();
    }

    private static <T> List<T> joined(List<T> program, List<T> file) {
        List<T> all = new ArrayList<>(program);
        all.addAll(file);
        return List.copyOf(all);
    }

    private static <T> Set<T> joined(Set<T> program, Set<T> file) {
        Set<T> all = new HashSet<>(program);
        all.addAll(file);
        return Set.copyOf(all);
    }

    private static Map<String, String> joined(Map<String, String> program, Map<String, String> file) {
        Map<String, String> all = new LinkedHashMap<>(file);
        all.putAll(program);
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, NamedCredential> joinedCredentials(
            Map<String, NamedCredential> program, Map<String, NamedCredential> file) {
        Map<String, NamedCredential> all = new LinkedHashMap<>(program);
        file.forEach((name, credential) -> {
            if (all.putIfAbsent(name, credential) != null) {
                throw new CalloutConfigurationException("There are two named credentials " + name + ", one from the"
                        + " program and one from the configuration file. Give them different names.");
            }
        });
        return Collections.unmodifiableMap(all);
    }
}

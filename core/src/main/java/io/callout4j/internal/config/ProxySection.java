package io.callout4j.internal.config;

import io.callout4j.internal.config.CalloutsFile.ProxySettings;
import io.callout4j.trust.HttpProxy;
import java.util.List;

/** Reads {@code proxy}. */
final class ProxySection {

    private ProxySection() {}

    static HttpProxy read(ProxySettings settings, Section section) {
        HttpProxy proxy = settings.use() == null ? at(settings, section) : chosen(settings, section);
        HttpProxy effective = proxy;
        List<String> exceptions = settings.noProxy() == null ? List.of() : settings.noProxy();
        for (int i = 0; i < exceptions.size(); i++) {
            effective =
                    without(effective, exceptions.get(i), section.in("noProxy").in(i));
        }
        return effective;
    }

    private static HttpProxy without(HttpProxy proxy, String host, Section section) {
        return section.get(() -> proxy.except(host));
    }

    private static HttpProxy chosen(ProxySettings settings, Section section) {
        if (settings.host() != null
                || settings.port() != null
                || settings.username() != null
                || settings.password() != null) {
            throw section.rejected(
                    "use", "\"use\" cannot be combined with host, port, username, or password. Keep one or the other.");
        }
        if ("none".equals(settings.use())) {
            return HttpProxy.none();
        }
        if (!"system".equals(settings.use())) {
            throw section.rejected("use", "expected \"none\" or \"system\".");
        }
        return HttpProxy.system();
    }

    private static HttpProxy at(ProxySettings settings, Section section) {
        String host = section.text("host", settings.host());
        Integer port = settings.port();
        if (port == null) {
            throw section.missing("port");
        }
        if (port < 1 || port > 65535) {
            throw section.rejected("port", "the port is " + port + "; it must be between 1 and 65535.");
        }
        HttpProxy proxy = section.get("host", () -> HttpProxy.at(host, port));
        String user = settings.username();
        String password = settings.password();
        if (user == null && password == null) {
            return proxy;
        }
        return section.login(user, password, proxy::withCredentials);
    }
}

package io.callout4j.internal.config;

import io.callout4j.internal.config.CalloutsFile.ProxySettings;
import io.callout4j.trust.HttpProxy;
import java.util.List;

/** Reads {@code proxy}. */
final class ProxySection {

    private ProxySection() {}

    static HttpProxy read(ProxySettings settings, Section section) {
        HttpProxy proxy = settings.use() == null ? at(settings, section) : chosen(settings, section);
        HttpProxy way = proxy;
        List<String> exceptions = settings.noProxy() == null ? List.of() : settings.noProxy();
        for (int i = 0; i < exceptions.size(); i++) {
            way = without(way, exceptions.get(i), section.in("noProxy").in(i));
        }
        return way;
    }

    private static HttpProxy without(HttpProxy proxy, String host, Section section) {
        return section.get(() -> proxy.except(host));
    }

    private static HttpProxy chosen(ProxySettings settings, Section section) {
        if (settings.host() != null
                || settings.port() != null
                || settings.username() != null
                || settings.password() != null) {
            throw section.refused(
                    "use", "\"use\" stands in place of host, port, username and password. Keep one or the other.");
        }
        if ("none".equals(settings.use())) {
            return HttpProxy.none();
        }
        if (!"system".equals(settings.use())) {
            throw section.refused("use", "this must be \"none\" or \"system\".");
        }
        return HttpProxy.system();
    }

    private static HttpProxy at(ProxySettings settings, Section section) {
        String host = section.text("host", settings.host());
        Integer port = settings.port();
        if (port == null) {
            throw section.refused("the key \"port\" is missing here. Add it.");
        }
        if (port < 1 || port > 65535) {
            throw section.refused("port", "a port is a number from 1 to 65535; this is " + port + ".");
        }
        HttpProxy proxy = section.get("host", () -> HttpProxy.at(host, port));
        String user = settings.username();
        String password = settings.password();
        if (user == null && password == null) {
            return proxy;
        }
        if (user == null || password == null) {
            throw section.refused(
                    user == null ? "password" : "username",
                    user == null
                            ? "a password needs a username beside it."
                            : "a username needs a password beside it; \"\" is one too.");
        }
        return section.get("username", () -> proxy.withCredentials(user, password.toCharArray()));
    }
}

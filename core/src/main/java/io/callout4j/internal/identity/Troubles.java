package io.callout4j.internal.identity;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the places that certificates come from, told once each. A file that is just being written looks broken for a
 * moment; what is still wrong in the same way at the next look is worth a line. Belongs to one thread at a time.
 */
final class Troubles {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCertificates.class);

    private record Trouble(String version, String message, boolean told) {}

    private final Map<String, Trouble> known = new HashMap<>();

    /** Whether this very content was found wrong twice and told: there is no need to open it again. */
    boolean told(String what, String version) {
        Trouble before = known.get(what);
        return before != null && before.told() && before.version().equals(version);
    }

    void note(String what, String version, String message) {
        Trouble before = known.get(what);
        if (before == null || !before.message().equals(message)) {
            known.put(what, new Trouble(version, message, false));
        } else if (!before.told()) {
            LOG.warn("{}", message);
            known.put(what, new Trouble(version, message, true));
        }
    }

    void over(String what) {
        known.remove(what);
    }
}

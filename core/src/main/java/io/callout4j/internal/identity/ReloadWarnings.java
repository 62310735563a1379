package io.callout4j.internal.identity;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each problem with a source of certificates once. A file that is being written looks damaged for a moment, so a problem is only
 * logged if it is still the same at the next check. Used by one thread at a time.
 */
final class ReloadWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(NamedCertificates.class);

    private record Problem(String version, String message, boolean reported) {}

    private final Map<String, Problem> known = new HashMap<>();

    /** Whether a problem with exactly this content has been logged, so that it need not be opened again. */
    boolean alreadyReported(String what, String version) {
        Problem before = known.get(what);
        return before != null && before.reported() && before.version().equals(version);
    }

    void failed(String what, String version, String message) {
        Problem before = known.get(what);
        if (before == null || !before.message().equals(message)) {
            known.put(what, new Problem(version, message, false));
        } else if (!before.reported()) {
            LOG.warn("{}", message);
            known.put(what, new Problem(version, message, true));
        }
    }

    void succeeded(String what) {
        known.remove(what);
    }
}

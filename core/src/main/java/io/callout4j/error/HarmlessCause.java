package io.callout4j.error;

import io.callout4j.internal.text.ForeignText;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a cause whose message contains what a server or a file supplied and could forge a line of a log: a log prints the messages of
 * all causes. Contains the class and the message of the original, escaped, and its stack trace.
 */
final class HarmlessCause extends Exception {

    private static final long serialVersionUID = 1L;

    private HarmlessCause(Throwable original, @Nullable Throwable cause) {
        super(ForeignText.message(original.toString()), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    /** The cause itself if the messages of all causes are harmless, as they nearly always are. */
    static @Nullable Throwable of(@Nullable Throwable cause) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable at = cause; at != null && seen.add(at); at = at.getCause()) {
            String text = String.valueOf(at.getMessage());
            if (!text.equals(ForeignText.message(text))) {
                return copy(cause, Collections.newSetFromMap(new IdentityHashMap<>()));
            }
        }
        return cause;
    }

    private static @Nullable Throwable copy(@Nullable Throwable original, Set<Throwable> seen) {
        return original == null || !seen.add(original)
                ? null
                : new HarmlessCause(original, copy(original.getCause(), seen));
    }
}

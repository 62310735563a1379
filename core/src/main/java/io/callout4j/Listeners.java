package io.callout4j;

import io.callout4j.identity.CertificateExpiry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The listeners of a runtime, isolated from callouts: what they throw, and that they are slow, is only logged. Thread-safe. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(CalloutListener.class);
    private static final long SLOW_MILLIS = 100;

    private final List<Guarded> all;

    Listeners(List<CalloutListener> listeners) {
        all = listeners.stream().map(Guarded::new).toList();
    }

    /** Watches one callout; this costs nothing if there are no listeners. */
    CalloutWatch watch() {
        return all.isEmpty() ? CalloutWatch.NONE : CalloutWatch.of(this::begin);
    }

    /** A callout starts, in the caller's thread. Returns who receives the report. */
    private List<Consumer<CalloutReport>> begin(CalloutStart start) {
        List<Consumer<CalloutReport>> receivers = new ArrayList<>(all.size());
        for (Guarded each : all) {
            Consumer<CalloutReport> receiver = each.started(start);
            if (receiver != null) {
                receivers.add(receiver);
            }
        }
        return receivers;
    }

    void certificatesRead(List<CertificateExpiry> certificates) {
        List<CertificateExpiry> unmodifiable = List.copyOf(certificates);
        all.forEach(each -> each.certificatesRead(unmodifiable));
    }

    /** One listener, and which warnings about it have been logged. */
    private static final class Guarded {

        private final CalloutListener listener;
        private final AtomicBoolean thrown = new AtomicBoolean();
        private final AtomicBoolean slow = new AtomicBoolean();

        Guarded(CalloutListener listener) {
            this.listener = listener;
        }

        @Nullable
        Consumer<CalloutReport> started(CalloutStart start) {
            Consumer<CalloutReport> receiver = guard(() -> listener.started(start));
            return receiver == null
                    ? null
                    : report -> guard(() -> {
                        receiver.accept(report);
                        return null;
                    });
        }

        void certificatesRead(List<CertificateExpiry> certificates) {
            guard(() -> {
                listener.certificatesRead(certificates);
                return null;
            });
        }

        private <T> @Nullable T guard(Supplier<@Nullable T> call) {
            long begin = System.nanoTime();
            try {
                return call.get();
            } catch (Exception | LinkageError e) {
                // Exception, not RuntimeException: listeners in other JVM languages may throw checked exceptions.
                LOG.atLevel(thrown.compareAndSet(false, true) ? Level.WARN : Level.DEBUG)
                        .setCause(e)
                        .log(
                                "The listener {} failed; the callout is not affected. Its further failures are"
                                        + " logged at DEBUG.",
                                listener.getClass().getName());
                return null;
            } finally {
                long millis = (System.nanoTime() - begin) / 1_000_000;
                if (millis > SLOW_MILLIS && slow.compareAndSet(false, true)) {
                    LOG.warn(
                            "The listener {} took {} ms, and the caller had to wait. Further warnings are suppressed.",
                            listener.getClass().getName(),
                            millis);
                }
            }
        }
    }
}

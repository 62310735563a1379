package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.http.HttpOutcome.Traffic;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.text.Fingerprint;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.CertificateChoice;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what listeners are told about one callout. Passed from the calling thread to the one that makes the callout, and used by one
 * thread at a time; only the end may be reported by several threads at once, in which case the first report counts.
 */
class CalloutWatch {

    /** There are no listeners; nothing is collected. */
    static final CalloutWatch NONE = new CalloutWatch() {};

    private CalloutWatch() {}

    /** A watch for listeners; {@code onStart} notifies them of the start and returns who receives the report. */
    static CalloutWatch of(Function<CalloutStart, List<Consumer<CalloutReport>>> onStart) {
        return new Collecting(onStart);
    }

    /** The callout starts, in the caller's thread. Returns the request with the headers that listeners have added. */
    CalloutRequest begin(CalloutRequest request, NamedCertificates certificates) {
        return request;
    }

    void withDeadline(Deadline deadline) {}

    void withIdentity(ClientIdentity identity) {}

    void withTraffic(Traffic traffic) {}

    /** The callout ended, and its deadline has been closed. */
    void ended(CalloutOutcome outcome) {}

    /** The callout ended without an outcome: it was rejected or canceled, or a mock or a bug threw something. */
    void failed(Throwable thrown) {}

    private static final class Collecting extends CalloutWatch {

        private final Function<CalloutStart, List<Consumer<CalloutReport>>> onStart;
        private final AtomicBoolean reported = new AtomicBoolean();
        private List<Consumer<CalloutReport>> receivers = List.of();
        private @Nullable CalloutStart start;
        private long startNanos;
        private @Nullable Deadline deadline;
        private @Nullable X509Certificate certificate;
        private Traffic traffic = Traffic.NONE;

        Collecting(Function<CalloutStart, List<Consumer<CalloutReport>>> onStart) {
            this.onStart = onStart;
        }

        @Override
        CalloutRequest begin(CalloutRequest request, NamedCertificates certificates) {
            String name = request.certificate() instanceof CertificateChoice.Named named ? named.name() : null;
            // An unknown name may be anything, even the text of a certificate in the wrong field.
            CalloutStart started =
                    start(request, name != null && certificates.names().contains(name) ? name : null);
            start = started;
            receivers = onStart.apply(started);
            Map<String, String> added = started.headers();
            startNanos = System.nanoTime();
            if (added.isEmpty()) {
                return request;
            }
            Map<String, String> all = new LinkedHashMap<>(request.headers());
            all.putAll(added);
            return request.withHeaders(all);
        }

        private static CalloutStart start(CalloutRequest request, @Nullable String certificateName) {
            try {
                Endpoint endpoint = Endpoint.parse(request.endpoint());
                return new CalloutStart(
                        request, endpoint.toString(), endpoint.host(), endpoint.port(), certificateName);
            } catch (CalloutConfigurationException e) {
                String shown = Endpoint.shown(request.endpoint());
                return new CalloutStart(request, shown, "", 0, certificateName);
            }
        }

        @Override
        void withDeadline(Deadline used) {
            used.recordTimes();
            deadline = used;
        }

        @Override
        void withIdentity(ClientIdentity identity) {
            certificate = identity.certificate();
        }

        @Override
        void withTraffic(Traffic seen) {
            traffic = seen;
        }

        @Override
        void ended(CalloutOutcome outcome) {
            if (start == null || !reported.compareAndSet(false, true) || receivers.isEmpty()) {
                return;
            }
            CalloutReport report = new CalloutReport(
                    start.operation(),
                    start.endpoint(),
                    start.host(),
                    start.port(),
                    outcome,
                    Duration.ofNanos(System.nanoTime() - startNanos),
                    deadline == null ? Map.of() : deadline.phases(),
                    traffic.requestBytes(),
                    traffic.responseBytes(),
                    traffic.connectionReused(),
                    start.certificateName(),
                    certificate == null ? null : Fingerprint.of(certificate));
            receivers.forEach(receiver -> receiver.accept(report));
        }

        @Override
        void failed(Throwable thrown) {
            if (start != null) {
                ended(CalloutOutcome.failed(failure(start.endpoint(), thrown), null));
            }
        }

        private CalloutException failure(String endpoint, Throwable thrown) {
            if (thrown instanceof CalloutException failure) {
                return failure;
            }
            if (!(thrown instanceof CancellationException)) {
                return new CalloutResponseException(
                        "The callout to " + endpoint + " failed with "
                                + thrown.getClass().getName() + ".",
                        thrown);
            }
            boolean sent = deadline != null && deadline.phase().compareTo(CalloutPhase.WRITE) >= 0;
            return sent
                    ? new CalloutResponseException(
                            "The callout to " + endpoint
                                    + " was canceled after the request had been sent, so the server may have acted on it.",
                            thrown)
                    : new CalloutConnectException(
                            "The callout to " + endpoint + " was canceled before anything was sent.",
                            List.of(),
                            thrown);
        }
    }
}

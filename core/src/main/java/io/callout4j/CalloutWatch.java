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
import io.callout4j.internal.text.ForeignText;
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
 * What listeners hear of one callout, collected on its way. Passed from the calling thread to the one that makes the callout, and used by one
 * at a time; only its end may be reported by several at once, and the first report counts.
 */
class CalloutWatch {

    /** Nobody listens; nothing is collected. */
    static final CalloutWatch NONE = new CalloutWatch() {};

    private CalloutWatch() {}

    /** A watch for listeners; {@code beginning} tells them of the beginning, and finds who hears of the end. */
    static CalloutWatch of(Function<CalloutStart, List<Consumer<CalloutReport>>> beginning) {
        return new Collecting(beginning);
    }

    /** The callout begins: in the caller's thread. Returns the request with the headers that listeners add. */
    CalloutRequest begin(CalloutRequest request, NamedCertificates certificates) {
        return request;
    }

    void under(Deadline deadline) {}

    void as(ClientIdentity identity) {}

    void exchanged(Traffic traffic) {}

    /** The callout ended, with its deadline closed. */
    void ended(CalloutOutcome outcome) {}

    /** The callout ended with what is no outcome: refused, cancelled, or thrown by a mock or by what should not have thrown. */
    void failed(Throwable thrown) {}

    private static final class Collecting extends CalloutWatch {

        private final Function<CalloutStart, List<Consumer<CalloutReport>>> beginning;
        private final AtomicBoolean told = new AtomicBoolean();
        private List<Consumer<CalloutReport>> hearers = List.of();
        private @Nullable CalloutStart start;
        private long began;
        private @Nullable Deadline deadline;
        private @Nullable X509Certificate certificate;
        private Traffic traffic = Traffic.NONE;

        Collecting(Function<CalloutStart, List<Consumer<CalloutReport>>> beginning) {
            this.beginning = beginning;
        }

        @Override
        CalloutRequest begin(CalloutRequest request, NamedCertificates certificates) {
            String name = request.certificate() instanceof CertificateChoice.Named named ? named.name() : null;
            // A name that this runtime does not have may be anything, also the text of a certificate in the wrong
            // field.
            CalloutStart beginningNow =
                    start(request, name != null && certificates.names().contains(name) ? name : null);
            start = beginningNow;
            hearers = beginning.apply(beginningNow);
            Map<String, String> added = beginningNow.headers();
            began = System.nanoTime();
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
                String shown = ForeignText.printable(Endpoint.withoutSecrets(request.endpoint()));
                return new CalloutStart(request, shown, "", 0, certificateName);
            }
        }

        @Override
        void under(Deadline itsDeadline) {
            itsDeadline.recordTimes();
            deadline = itsDeadline;
        }

        @Override
        void as(ClientIdentity identity) {
            certificate = identity.certificate();
        }

        @Override
        void exchanged(Traffic its) {
            traffic = its;
        }

        @Override
        void ended(CalloutOutcome outcome) {
            if (start == null || !told.compareAndSet(false, true) || hearers.isEmpty()) {
                return;
            }
            CalloutReport report = new CalloutReport(
                    start.operation(),
                    start.endpoint(),
                    start.host(),
                    start.port(),
                    outcome,
                    Duration.ofNanos(System.nanoTime() - began),
                    deadline == null ? Map.of() : deadline.phases(),
                    traffic.requestBytes(),
                    traffic.responseBytes(),
                    traffic.connectionReused(),
                    start.certificateName(),
                    certificate == null ? null : Fingerprint.of(certificate));
            hearers.forEach(hearer -> hearer.accept(report));
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
                        "The callout to " + endpoint + " was ended by "
                                + thrown.getClass().getName() + ".",
                        thrown);
            }
            boolean sent = deadline != null && deadline.phase().compareTo(CalloutPhase.WRITE) >= 0;
            return sent
                    ? new CalloutResponseException(
                            "The callout to " + endpoint
                                    + " was canceled after the request had been sent, so the server may have acted.",
                            thrown)
                    : new CalloutConnectException(
                            "The callout to " + endpoint + " was canceled before anything was sent.",
                            List.of(),
                            thrown);
        }
    }
}

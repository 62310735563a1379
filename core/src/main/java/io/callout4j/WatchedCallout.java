package io.callout4j;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.spi.TransportAnswer;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What listeners are to hear of one callout, collected on its way. Handed from the calling thread to the one that makes the callout, and
 * used by one at a time; only its end may be told by several at once, of which the first counts.
 */
final class WatchedCallout {

    private final CalloutStart start;
    private final AtomicBoolean told = new AtomicBoolean();
    private CalloutRequest request;
    private List<Consumer<CalloutReport>> hearers = List.of();
    private long began;
    private @Nullable Deadline deadline;
    private @Nullable X509Certificate certificate;
    private @Nullable TransportAnswer answer;

    WatchedCallout(CalloutRequest request, @Nullable String certificateName) {
        this.request = request;
        this.start = start(request, certificateName);
    }

    private static CalloutStart start(CalloutRequest request, @Nullable String certificateName) {
        try {
            Endpoint endpoint = Endpoint.parse(request.endpoint());
            return new CalloutStart(request, endpoint.toString(), endpoint.host(), endpoint.port(), certificateName);
        } catch (CalloutConfigurationException e) {
            String shown = Endpoint.withoutSecrets(request.endpoint()).replaceAll("\\p{Cntrl}", "?");
            return new CalloutStart(request, shown, "", 0, certificateName);
        }
    }

    CalloutStart start() {
        return start;
    }

    /** All listeners have been told of the beginning. */
    void begins(List<Consumer<CalloutReport>> whoHearsOfTheEnd) {
        hearers = whoHearsOfTheEnd;
        Map<String, String> headers = start.headers();
        if (!headers.isEmpty()) {
            request = request.withHeaders(headers);
        }
        began = System.nanoTime();
    }

    /** The request, with the headers of the listeners. */
    CalloutRequest request() {
        return request;
    }

    void under(Deadline itsDeadline) {
        itsDeadline.keepTimes();
        deadline = itsDeadline;
    }

    void as(ClientIdentity identity) {
        certificate = identity.certificate();
    }

    void answered(TransportAnswer transportAnswer) {
        answer = transportAnswer;
    }

    /** The callout ended, with its deadline closed. */
    void ended(CalloutOutcome outcome) {
        if (!told.compareAndSet(false, true) || hearers.isEmpty()) {
            return;
        }
        Duration total = Duration.ofNanos(System.nanoTime() - began);
        TransportAnswer.Traffic traffic = answer == null ? TransportAnswer.Traffic.NONE : answer.traffic();
        CalloutReport report = new CalloutReport(
                start.operation(),
                start.endpoint(),
                start.host(),
                start.port(),
                outcome,
                total,
                deadline == null ? Map.of() : deadline.phases(),
                traffic.requestBytes(),
                traffic.responseBytes(),
                traffic.connectionReused(),
                start.certificateName(),
                certificate == null ? null : fingerprint(certificate));
        hearers.forEach(hearer -> hearer.accept(report));
    }

    /** The callout ended with what is no outcome: refused, cancelled, thrown by a mock, or by what should not have thrown. */
    static void report(@Nullable WatchedCallout watched, Throwable thrown) {
        if (watched != null) {
            watched.ended(CalloutOutcome.failed(watched.asFailure(thrown), null));
        }
    }

    private CalloutException asFailure(Throwable thrown) {
        if (thrown instanceof CalloutException failure) {
            return failure;
        }
        boolean sent = deadline != null && deadline.phase().compareTo(CalloutPhase.WRITE) >= 0;
        if (!(thrown instanceof CancellationException)) {
            return new CalloutResponseException(
                    "The callout to " + start.endpoint() + " was ended by "
                            + thrown.getClass().getName() + ".",
                    thrown);
        }
        return sent
                ? new CalloutResponseException(
                        "The callout to " + start.endpoint()
                                + " was cancelled after the request had been sent, so the server may have acted.",
                        thrown)
                : new CalloutConnectException(
                        "The callout to " + start.endpoint() + " was cancelled before anything was sent.",
                        List.of(),
                        thrown);
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read has an encoding, and every JDK SHA-256.", e);
        }
    }
}

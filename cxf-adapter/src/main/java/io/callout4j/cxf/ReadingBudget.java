package io.callout4j.cxf;

import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.SoapCodec.Checkpoint;
import org.jspecify.annotations.Nullable;

/** How much of its time and of its limits reading one response has used. For one response and one thread. */
final class ReadingBudget {

    /** Small enough for a fraction of a millisecond, large enough not to be noticed. */
    private static final int EVENTS_PER_CHECK = 256;

    private final CalloutLimits limits;
    private final Checkpoint checkpoint;
    private int events;
    private int references;
    private long copied;
    private @Nullable CalloutResponseException failure;

    ReadingBudget(CalloutLimits limits, Checkpoint checkpoint) {
        this.limits = limits;
        this.checkpoint = checkpoint;
    }

    CalloutLimits limits() {
        return limits;
    }

    /** An event of the parser, or another step of about the same size. */
    void step() {
        if (++events % EVENTS_PER_CHECK == 0) {
            checkpoint.check();
        }
    }

    /** Asks now, before a step that takes longer. */
    void check() {
        checkpoint.check();
    }

    /** A reference to an attachment. */
    void reference() {
        if (++references > limits.attachments()) {
            throw failed(exceeded(
                    "it refers more than " + limits.attachments() + " times to attachments",
                    "attachments",
                    "Attachments"));
        }
        step();
    }

    /** Bytes of an attachment are copied into the value; a response that refers to one of them many times could fill the memory. */
    void copy(long bytes) {
        copied += bytes;
        if (copied > limits.responseBytes()) {
            throw failed(exceeded(
                    "its references to attachments add up to more than " + limits.responseBytes() + " bytes",
                    "responseBytes",
                    "ResponseBytes"));
        }
        step();
    }

    /** Remembers a failure, because JAXB ignores some exceptions. */
    CalloutResponseException failed(CalloutResponseException thrown) {
        failure = thrown;
        return thrown;
    }

    /** Throws the failure that JAXB has ignored, if there is one. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Reports that a limit was reached, with the two ways to change it. */
    static CalloutResponseException exceeded(String what, String key, String method) {
        return new CalloutResponseException(
                "Web service callout failed: The response was not read to its end: " + what + " (limits." + key
                        + " in the configuration or CalloutLimits.with" + method
                        + " sets another limit). The server has"
                        + " acted on the request.",
                null);
    }
}

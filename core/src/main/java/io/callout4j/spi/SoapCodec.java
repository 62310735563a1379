package io.callout4j.spi;

import io.callout4j.error.CalloutException;
import io.callout4j.request.CalloutRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Writes and reads SOAP envelopes. Implementations must be thread-safe: a runtime has one codec and calls it from all threads.
 */
public interface SoapCodec {

    /**
     * What a response contains.
     */
    sealed interface Decoded {

        /**
         * A SOAP response, or a void one.
         *
         * @param value the content of the Body in the type that the request asks for, or null if there is none
         * @param soapHeaders the blocks of the SOAP Header
         */
        record Value(@Nullable Object value, List<Element> soapHeaders) implements Decoded {

            /** A void response. */
            public static final Value EMPTY = new Value(null, List.of());
        }

        /**
         * A SOAP fault, or SOAP that cannot be used.
         *
         * @param failure the exception for the caller
         */
        record Failure(CalloutException failure) implements Decoded {}

        /**
         * Something other than SOAP, such as an HTML page.
         *
         * @param problem why it is not SOAP, as the end of a sentence: {@code "it is empty"}
         */
        record NotSoap(String problem) implements Decoded {}
    }

    /**
     * Writes the envelope of a request.
     *
     * @param request the request; the rules have accepted it
     * @return the bytes to send, and the headers that describe them
     * @throws io.callout4j.error.CalloutConfigurationException if the payload cannot be written, or is larger than the limit
     */
    Encoded encode(CalloutRequest request);

    /**
     * Reads the response to a request.
     *
     * <p>The response comes from a server that may be hostile, so no step may take more than about n log n in the size of the response, and
     * the codec calls the checkpoint every few hundred elements.
     *
     * @param request the request
     * @param response the HTTP response, read completely
     * @param checkpoint ends decoding if the callout has timed out or was canceled
     * @return what it contains
     * @throws RuntimeException what the checkpoint throws
     */
    Decoded decode(CalloutRequest request, HttpResponse response, Checkpoint checkpoint);

    /** Whether a callout still has time. */
    @FunctionalInterface
    interface Checkpoint {

        /**
         * Returns if the callout may continue.
         *
         * @throws io.callout4j.error.CalloutTimeoutException if its deadline has passed
         * @throws java.util.concurrent.CancellationException if it was canceled
         */
        void check();
    }

    /**
     * A SOAP message ready to be sent. The codec passes it directly to the connection; the array is not copied, so it must not be changed.
     *
     * @param body its bytes, perhaps followed by unused space
     * @param length how many of the bytes are used
     * @param headers the HTTP headers that describe it, such as {@code Content-Type}
     */
    @SuppressWarnings("ArrayRecordComponent") // copying each request would be a waste
    record Encoded(byte[] body, int length, Map<String, String> headers) {}
}

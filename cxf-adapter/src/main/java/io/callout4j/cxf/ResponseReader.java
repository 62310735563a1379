package io.callout4j.cxf;

import io.callout4j.error.CalloutException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec.Checkpoint;
import io.callout4j.spi.SoapCodec.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Determines what an HTTP response is: void, SOAP, or something else. Thread-safe. */
final class ResponseReader {

    /** RFC 2046 section 5.1.1. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{1,70}");

    private record KnownType(String contentType, @Nullable String charset) {}

    private final CalloutLimits limits;
    private final EnvelopeXml xml;
    private final SoapDecoder decoder;
    private volatile @Nullable KnownType lastType;

    ResponseReader(DataBindings bindings, CalloutLimits limits) {
        this.limits = limits;
        xml = new EnvelopeXml(limits);
        decoder = new SoapDecoder(bindings, xml);
    }

    Decoded read(CalloutRequest request, HttpResponse response, Checkpoint checkpoint) {
        try {
            if (isVoid(response)) {
                return Decoded.Value.EMPTY;
            }
            if (response.length() == 0) {
                return new Decoded.NotSoap("it is empty");
            }
            ReadingBudget budget = new ReadingBudget(limits, checkpoint);
            String charset = lastCharset(response);
            Envelope envelope = isMultipart(response)
                    ? new Envelope(null, multipartProblem(response))
                    : envelope(response, charset, budget);
            if (envelope.problem() != null) {
                return new Decoded.NotSoap(envelope.problem());
            }
            Decoded.Value value = decoder.decode(request, response, charset, envelope.reader(), budget);
            return value.value() == null && response.status() >= 300 ? new Decoded.NotSoap("its Body is empty") : value;
        } catch (NotSoapException e) {
            return new Decoded.NotSoap(e.problem());
        } catch (CalloutException e) {
            return new Decoded.Failure(e);
        }
    }

    /** An empty response is only valid if something other than the end of the connection says that it is meant to be empty. */
    private static boolean isVoid(HttpResponse response) {
        boolean success = response.status() / 100 == 2;
        return response.length() == 0 && success && (!response.endedByClosing() || response.status() == 202);
    }

    /**
     * What the beginning of the response shows.
     *
     * @param reader at the start of the envelope; null if it is not an envelope, or the response is multipart
     * @param problem why it is not SOAP, or null if it is
     */
    private record Envelope(
            @Nullable XMLStreamReader reader, @Nullable String problem) {}

    static boolean isMultipart(HttpResponse response) {
        return response.mediaType().startsWith("multipart/");
    }

    private Envelope envelope(HttpResponse response, @Nullable String charset, ReadingBudget budget) {
        try {
            XMLStreamReader reader = xml.atRoot(response.stream(), charset, budget);
            if (reader.getLocalName().equals("Envelope") && SoapDecoder.isSoap(reader.getNamespaceURI())) {
                return new Envelope(reader, null);
            }
            String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
            return new Envelope(
                    null,
                    "Parser was expecting element 'http://schemas.xmlsoap.org/soap/envelope/:Envelope' but found '"
                            + namespace + ":" + reader.getLocalName() + "'");
        } catch (EnvelopeXml.ForbiddenXmlException e) {
            return new Envelope(null, e.getMessage());
        } catch (XMLStreamException e) {
            return new Envelope(null, "it is not XML");
        }
    }

    /** Checked here because CXF treats the end of the data as the end of the last part. */
    private static @Nullable String multipartProblem(HttpResponse response) {
        String name = response.contentTypeParameter("boundary");
        if (name == null || !BOUNDARY.matcher(name).matches()) {
            return "its content type has no valid boundary";
        }
        String text = new String(response.body(), 0, response.length(), StandardCharsets.ISO_8859_1);
        return text.contains("--" + name + "--") ? null : "its last part has no end, so it may have been truncated";
    }

    /** Cached, because a service sends the same content type with each response. */
    private @Nullable String lastCharset(HttpResponse response) {
        KnownType known = lastType;
        if (known == null || !known.contentType().equals(response.contentType())) {
            known = new KnownType(String.valueOf(response.contentType()), response.charset());
            lastType = known;
        }
        return known.charset();
    }
}

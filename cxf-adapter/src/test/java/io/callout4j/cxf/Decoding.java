package io.callout4j.cxf;

import io.callout4j.error.HandshakeRecord;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodec.Checkpoint;
import io.callout4j.spi.SoapCodec.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.namespace.QName;

/** Decodes responses without a connection. */
final class Decoding {

    static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";

    private Decoding() {}

    static SoapCodec codec() {
        return codec(CalloutLimits.standard());
    }

    static SoapCodec codec(CalloutLimits limits) {
        return new CxfCodecProvider().open(limits, ResponseValues.STRICT);
    }

    static CalloutRequest request(Class<?> type) {
        QName any = new QName("", "");
        return CalloutRequest.builder("https://localhost/", Operation.of("", any, any), "<a/>")
                .responseType(type)
                .build();
    }

    static HttpResponse response(String contentType, byte[] body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", contentType);
        HandshakeRecord none = new HandshakeRecord(
                "localhost",
                443,
                null,
                List.of(),
                List.of(),
                "",
                null,
                List.of(),
                null,
                List.of(),
                false,
                "",
                Set.of(),
                null);
        return new HttpResponse(200, "OK", headers, body, body.length, false, none);
    }

    static Decoded decode(SoapCodec codec, Class<?> type, String contentType, String body, Checkpoint checkpoint) {
        return codec.decode(request(type), response(contentType, body.getBytes(StandardCharsets.UTF_8)), checkpoint);
    }

    /** The value of a response, or the exception that the caller would get. */
    static <T> T value(SoapCodec codec, Class<T> type, String contentType, String body) {
        Decoded decoded = decode(codec, type, contentType, body, () -> {});
        if (decoded instanceof Decoded.Failure failure) {
            throw failure.failure();
        }
        if (decoded instanceof Decoded.NotSoap notSoap) {
            throw new NotSoap(notSoap.problem());
        }
        return type.cast(((Decoded.Value) decoded).value());
    }

    static <T> T value(Class<T> type, String body) {
        return value(codec(), type, "text/xml", envelope("", body));
    }

    /** Stands for what core makes of it, which depends on the HTTP status. */
    static final class NotSoap extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSoap(String problem) {
            super(problem);
        }
    }

    static String envelope(String header, String body) {
        return envelope(SOAP_11, header, body);
    }

    static String envelope(String namespace, String header, String body) {
        return "<s:Envelope xmlns:s='" + namespace + "'>" + header + "<s:Body>" + body + "</s:Body></s:Envelope>";
    }
}

package io.callout4j.cxf;

import io.callout4j.error.HandshakeRecord;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec.Encoded;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Preloads the classes of CXF and JAXB by writing and reading an envelope; nothing is sent. */
final class WarmUp {

    private WarmUp() {}

    /** A typical bean. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Sample {
        @Nullable
        String text;
    }

    static void run() {
        Operation operation =
                Operation.of("", new QName("urn:callout4j", "sample"), new QName("urn:callout4j", "sample"));
        Sample sample = new Sample();
        sample.text = "";
        CalloutRequest request = CalloutRequest.builder("https://localhost/", operation, sample)
                .responseType(Sample.class)
                .build();
        DataBindings bindings = new DataBindings(ResponseValues.STRICT);
        SoapEncoders encoders = new SoapEncoders(bindings, 10_000);
        var unused = encoders.encode(request);
        Encoded encoded = encoders.encode(request);
        HttpResponse response = new HttpResponse(
                200,
                "OK",
                Map.of("Content-Type", "text/xml; charset=UTF-8"),
                encoded.body(),
                encoded.length(),
                false,
                new HandshakeRecord(
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
                        null));
        var unusedResult = new ResponseReader(bindings, CalloutLimits.standard()).read(request, response, () -> {});
    }
}

package io.callout4j.cxf;

import io.callout4j.CalloutLimits;
import io.callout4j.CalloutRequest;
import io.callout4j.HandshakeRecord;
import io.callout4j.Operation;
import io.callout4j.tls.Endpoint;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** Has the classes of CXF, JAXB and HttpCore loaded: an envelope is written and read, and none of it goes anywhere. */
final class WarmUp {

    private WarmUp() {}

    /** A bean like others. */
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
        DataBindings bindings = new DataBindings();
        SoapEncoders encoders = new SoapEncoders(bindings, 10_000);
        var unused = encoders.encode(request);
        EncodedRequest encoded = encoders.encode(request);
        HttpAnswer answer = new HttpAnswer(
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
        var unusedToo = new AnswerReader(bindings, CalloutLimits.standard())
                .read(request, Endpoint.parse("https://localhost/"), answer);
        var unusedParser = new DefaultHttpResponseParser(Http1Config.DEFAULT);
        var unusedWriter = new DefaultHttpRequestWriter();
        var unusedRequest = new BasicClassicHttpRequest("POST", "/");
    }
}

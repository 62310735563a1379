package io.callout4j.cxf;

import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodec.Encoded;

/** Encodes and decodes with CXF's SOAP and data bindings. */
final class CxfCodec implements SoapCodec {

    private final SoapEncoders encoders;
    private final ResponseReader reader;

    CxfCodec(CalloutLimits limits, ResponseValues values) {
        DataBindings bindings = new DataBindings(values);
        encoders = new SoapEncoders(bindings, limits.requestBytes());
        reader = new ResponseReader(bindings, limits);
    }

    @Override
    public Encoded encode(CalloutRequest request) {
        return encoders.encode(request);
    }

    @Override
    public Decoded decode(CalloutRequest request, HttpResponse response, Checkpoint checkpoint) {
        return reader.read(request, response, checkpoint);
    }
}

package io.callout4j.cxf;

import io.callout4j.request.CalloutLimits;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodecProvider;

/** Provides the SOAP codec based on Apache CXF; found by {@link java.util.ServiceLoader}. Stateless and thread-safe. */
public final class CxfCodecProvider implements SoapCodecProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CxfCodecProvider() {}

    @Override
    public void prepare() {
        WarmUp.run();
    }

    @Override
    public SoapCodec open(CalloutLimits limits, ResponseValues values) {
        return new CxfCodec(limits, values);
    }
}

package io.callout4j.cxf;

import io.callout4j.spi.CalloutTransport;
import io.callout4j.spi.CalloutTransportProvider;
import io.callout4j.spi.TransportSettings;
import io.callout4j.tls.Connector;

/** Brings the transport on Apache CXF; found by {@link java.util.ServiceLoader}. Stateless and thread-safe. */
public final class CxfTransportProvider implements CalloutTransportProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CxfTransportProvider() {}

    @Override
    public void prepare() {
        WarmUp.run();
    }

    @Override
    public CalloutTransport open(Connector connector, TransportSettings settings) {
        return new CxfTransport(connector, settings);
    }
}

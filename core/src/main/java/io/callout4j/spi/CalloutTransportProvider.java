package io.callout4j.spi;

import io.callout4j.tls.Connector;

/**
 * Makes transports; named in {@code META-INF/services/io.callout4j.spi.CalloutTransportProvider}. Needs a public constructor
 * without parameters.
 */
public interface CalloutTransportProvider {

    /**
     * A runtime is about to be made, somewhere else: time to load what a transport will need. Called at most once in a JVM, in a thread of
     * its own; what it throws is ignored.
     */
    default void prepare() {}

    /**
     * Makes a transport for one runtime.
     *
     * @param connector the one place that connects; the runtime closes it
     * @param settings how much may be sent and read, and what a log must not show
     * @return the transport; the runtime closes it
     */
    CalloutTransport open(Connector connector, TransportSettings settings);
}

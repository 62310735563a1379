package io.callout4j.spi;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.tls.Connector;
import java.util.ServiceLoader;

/**
 * Makes transports; named in {@code META-INF/services/io.callout4j.spi.CalloutTransportProvider}. Needs a public constructor
 * without parameters.
 */
public interface CalloutTransportProvider {

    /**
     * The provider on the class path.
     *
     * @return the first one that is found
     * @throws io.callout4j.CalloutConfigurationException where there is none
     */
    static CalloutTransportProvider installed() {
        // Our own class loader first: where the thread's is another application's, it has no transport of this library.
        return ServiceLoader.load(CalloutTransportProvider.class, CalloutTransportProvider.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(CalloutTransportProvider.class).findFirst())
                .orElseThrow(() -> new CalloutConfigurationException(
                        "There is no transport on the class path, so callouts cannot be made. Add the dependency"
                                + " io.callout4j:callout4j-cxf."));
    }

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

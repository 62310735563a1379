package io.callout4j;

import io.callout4j.spi.CalloutTransportProvider;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds what makes transports. */
final class Transports {

    private Transports() {}

    /**
     * The given one, or the one on the class path.
     *
     * @throws CalloutConfigurationException where there is none
     */
    static CalloutTransportProvider find(@Nullable CalloutTransportProvider given) {
        if (given != null) {
            return given;
        }
        // Our own class loader first: where the thread's is another application's, it has no transport of this library.
        return ServiceLoader.load(CalloutTransportProvider.class, Transports.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(CalloutTransportProvider.class).findFirst())
                .orElseThrow(() -> new CalloutConfigurationException(
                        "There is no transport on the class path, so callouts cannot be made. Add the dependency"
                                + " io.callout4j:callout4j-cxf."));
    }
}

package io.callout4j.spi;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutLimits;
import java.util.ServiceLoader;

/**
 * Creates codecs; named in {@code META-INF/services/io.callout4j.spi.SoapCodecProvider}, or provided by a module. Needs a public constructor
 * without parameters.
 */
public interface SoapCodecProvider {

    /**
     * The provider on the class path or module path.
     *
     * @return the first one that is found
     * @throws CalloutConfigurationException if there is none
     */
    static SoapCodecProvider installed() {
        // Our own class loader first: the thread's may be another application's, without this library.
        return ServiceLoader.load(SoapCodecProvider.class, SoapCodecProvider.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(SoapCodecProvider.class).findFirst())
                .orElseThrow(() -> new CalloutConfigurationException(
                        "No SOAP codec is on the class path, so no callout can be made. Add the dependency"
                                + " io.callout4j:callout4j-cxf."));
    }

    /**
     * A runtime is about to be created somewhere else: a chance to load the classes that a codec needs. Called at most once in a JVM, in a
     * thread of its own; what it throws is ignored.
     */
    default void prepare() {}

    /**
     * Creates a codec for one runtime.
     *
     * @param limits how much may be sent and read
     * @return the codec
     */
    SoapCodec open(CalloutLimits limits);
}

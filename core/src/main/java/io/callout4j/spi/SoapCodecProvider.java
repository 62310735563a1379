package io.callout4j.spi;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.ResponseValues;
import java.util.ServiceLoader;

/**
 * Creates codecs. Registered in {@code META-INF/services/io.callout4j.spi.SoapCodecProvider}, or provided by a module. Needs a public
 * constructor without parameters.
 */
public interface SoapCodecProvider {

    /**
     * The provider on the class path or module path.
     *
     * @return the first one that is found
     * @throws CalloutConfigurationException if there is none
     */
    static SoapCodecProvider installed() {
        // The library's own class loader first: the thread's may belong to another application, without this library.
        return ServiceLoader.load(SoapCodecProvider.class, SoapCodecProvider.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(SoapCodecProvider.class).findFirst())
                .orElseThrow(() -> new CalloutConfigurationException(
                        "No SOAP codec is on the class path, so no callout can be made. Add the dependency"
                                + " io.callout4j:callout4j-cxf."));
    }

    /**
     * Called when a runtime is about to be created, to preload the classes that a codec needs. Called at most once per JVM, in a separate
     * thread; what it throws is ignored.
     */
    default void prepare() {}

    /**
     * Creates a codec for one runtime.
     *
     * @param limits how much may be sent and read
     * @param values what to do if the response type cannot hold a value
     * @return the codec
     */
    SoapCodec open(CalloutLimits limits, ResponseValues values);
}

/**
 * What makes SOAP of a request, and a result of a response.
 *
 * <p>A codec is found by {@link java.util.ServiceLoader} through {@link io.callout4j.spi.SoapCodecProvider}; the module callout4j-cxf brings one.
 * A codec never sees a connection, an identity or a deadline: it turns a request into bytes and bytes into a result, and core does the rest.
 */
@NullMarked
package io.callout4j.spi;

import org.jspecify.annotations.NullMarked;

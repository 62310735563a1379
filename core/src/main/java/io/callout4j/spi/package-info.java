/**
 * The codec: it turns requests into SOAP, and SOAP into results.
 *
 * <p>A codec is found by {@link java.util.ServiceLoader} through {@link io.callout4j.spi.SoapCodecProvider}; the module callout4j-cxf
 * brings one. A codec never sees a connection or an identity: it turns a request into bytes and bytes into a result; core does the rest. While
 * it reads, it asks a {@link io.callout4j.spi.SoapCodec.Checkpoint} whether the callout still has time.
 */
@NullMarked
package io.callout4j.spi;

import org.jspecify.annotations.NullMarked;

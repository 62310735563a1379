/**
 * What a transport must do: one exchange, under one deadline, as one identity.
 *
 * <p>A transport is found by {@link java.util.ServiceLoader} through {@link io.callout4j.spi.CalloutTransportProvider}; the module
 * callout4j-cxf brings one. Tests may bring their own.
 */
@NullMarked
package io.callout4j.spi;

import org.jspecify.annotations.NullMarked;

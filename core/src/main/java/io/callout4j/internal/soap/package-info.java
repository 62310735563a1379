/**
 * SOAP over HTTP: the codec before and after the exchange, in one direction.
 */
@NullMarked
package io.callout4j.internal.soap;

import org.jspecify.annotations.NullMarked;

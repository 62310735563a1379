/**
 * SOAP over HTTP: encoding before the exchange, decoding after it.
 */
@NullMarked
package io.callout4j.internal.soap;

import org.jspecify.annotations.NullMarked;

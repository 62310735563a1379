/**
 * SOAP over HTTP: encoding, the exchange, and decoding.
 */
@NullMarked
package io.callout4j.internal.soap;

import org.jspecify.annotations.NullMarked;

/**
 * What SOAP adds to an HTTP exchange: the codec before it and after it.
 */
@NullMarked
package io.callout4j.internal.soap;

import org.jspecify.annotations.NullMarked;

/**
 * Rejects responses that a response type cannot hold.
 *
 * <p>JAXB binds them without notice: {@code 99999999999} becomes 1215752191 in an {@code int}, an unknown constant becomes null, and of two
 * elements for one field the last one wins. A {@link io.callout4j.cxf.values.CheckedReader} follows the elements while JAXB pulls them, and
 * compares each value with the type that JAXB is going to bind it to. The types come from JAXB's own model of the response type, so
 * annotations are interpreted in one place only.
 */
@NullMarked
package io.callout4j.cxf.values;

import org.jspecify.annotations.NullMarked;

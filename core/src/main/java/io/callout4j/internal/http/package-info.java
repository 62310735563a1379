/**
 * HTTP/1.1 over pooled connections: the pool, the exchange, the response body, downloads, the wire log.
 *
 * <p>Blocking, in the calling thread, with HttpCore's parsers and writers on plain streams. Deadline, limits and connection reuse are
 * handled in one place, and a request is never sent twice. A connection belongs to one TLS context, and therefore to one identity, for its
 * entire life.
 */
@NullMarked
package io.callout4j.internal.http;

import org.jspecify.annotations.NullMarked;

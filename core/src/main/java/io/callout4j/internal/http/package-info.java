/**
 * HTTP/1.1 over pooled connections: the pool, one exchange, the response's body, downloads, the wire log.
 *
 * <p>Blocking, in the calling thread, with HttpCore's parsers and writers on plain streams. One place owns the deadline, the limits, and the reuse
 * of connections, and a request is never sent twice. A connection belongs to one TLS context, so to one identity, and never changes hands.
 */
@NullMarked
package io.callout4j.internal.http;

import org.jspecify.annotations.NullMarked;

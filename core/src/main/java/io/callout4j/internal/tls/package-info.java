/**
 * From a host name to a connection: TLS contexts and their cache, revocation, and the only place that connects.
 *
 * <p>{@link io.callout4j.internal.tls.Connector} looks up the host, tries its addresses and performs the handshake, all under the callout's
 * {@link io.callout4j.internal.net.Deadline}, and returns a {@link io.callout4j.error.HandshakeRecord} of what happened. HTTP is in the
 * package above this one.
 *
 * <p>TLS is layered over the library's own plain socket ({@code WireSocket}), for three reasons. The deadline closes the underlying
 * channel, which ends a blocked write; {@code SSLSocket.close()} cannot do that. The failure of a write because the server has closed the
 * connection is deferred until the next read, so that an alert that the server sent before is read instead of being lost behind "Broken
 * pipe". And it can be checked without waiting whether the server has closed an idle connection.
 */
@NullMarked
package io.callout4j.internal.tls;

import org.jspecify.annotations.NullMarked;

/**
 * From a host name to a connection: TLS contexts and their cache, revocation, and the one place that connects.
 *
 * <p>{@link io.callout4j.internal.tls.Connector} looks up the host, tries its addresses and performs the handshake, all under the callout's
 * {@link io.callout4j.internal.net.Deadline}, and leaves a {@link io.callout4j.error.HandshakeRecord} of what it saw. HTTP starts above this
 * package.
 *
 * <p>TLS is layered over a plain socket of ours ({@code WireSocket}), for three reasons. The deadline closes the channel beneath, which ends a
 * blocked write; {@code SSLSocket.close()} could not. A write that fails because the server has closed the connection is held back until the next
 * read, so that the alert which the server sent before is read instead of being lost behind "Broken pipe". And an idle connection can be checked,
 * without waiting, for whether the server has closed it.
 */
@NullMarked
package io.callout4j.internal.tls;

import org.jspecify.annotations.NullMarked;

/**
 * From a host name to a connection: server trust, TLS contexts and their cache, and the one place that connects.
 *
 * <p>{@link io.callout4j.tls.Connector} looks up the host, tries its addresses and shakes hands, all under the callout's
 * {@link io.callout4j.tls.Deadline}, and leaves a {@link io.callout4j.HandshakeRecord} of what it saw. HTTP starts above this
 * package.
 *
 * <p>How it works inside: TLS is layered over a plain socket of ours ({@code WireSocket}), for three reasons. The deadline
 * closes the channel beneath, which ends a blocked write; {@code SSLSocket.close()} could not. A write that fails because
 * the server has gone is held back until the next read, so that the alert which the server sent before it went is read
 * instead of being lost behind "Broken pipe". And an idle connection can be asked, without waiting, whether the server
 * has closed it.
 */
@NullMarked
package io.callout4j.tls;

import org.jspecify.annotations.NullMarked;

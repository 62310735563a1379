/**
 * Client identities: a private key with its certificate chain, and the places they come from.
 *
 * <p>A {@link io.callout4j.identity.ClientIdentity} is what this side shows when a server asks for a client certificate:
 * the leaf certificate that names it, the intermediates that lead towards a root which the server knows, and the private
 * key that proves it. The root itself is never sent.
 */
@NullMarked
package io.callout4j.identity;

import org.jspecify.annotations.NullMarked;

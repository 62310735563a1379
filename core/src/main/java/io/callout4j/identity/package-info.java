/**
 * Client identities: a private key with its certificate chain, and the places they come from.
 *
 * <p>A {@link io.callout4j.identity.ClientIdentity} is what this side shows when a server asks for a client certificate:
 * the leaf certificate that names it, the intermediates that lead towards a root which the server knows, and the private
 * key that proves it. The root itself is never sent.
 *
 * <p>It comes from the text of {@code clientCert_x} ({@link io.callout4j.identity.ClientIdentity#fromBase64(String, char[])}) or
 * from a file ({@link io.callout4j.identity.KeyStoreEntry}). Three steps lead to it, none of which reaches back: the format is
 * told from the content and its reader lists what lies in it; one key, its certificate and the chain above it are chosen from
 * that; the result is turned into the JDK's own objects. A reader checks the outline of whatever it parses first, and adds up
 * the work that a file asks for before it does any.
 */
@NullMarked
package io.callout4j.identity;

import org.jspecify.annotations.NullMarked;

/**
 * Client identities: a private key with its certificate chain, and the places where they are stored.
 *
 * <p>A {@link io.callout4j.identity.ClientIdentity} is what a client presents when a server requests a certificate: the leaf certificate
 * that names the client, the intermediates that lead to a root known to the server, and the private key that proves ownership. The root
 * itself is never sent.
 *
 * <p>It comes from the text of {@code clientCert_x} ({@link io.callout4j.identity.ClientIdentity#fromBase64(String, char[])}) or from a file
 * ({@link io.callout4j.identity.KeyStoreEntry}). The formats are read by {@code io.callout4j.internal.keystore}.
 */
@NullMarked
package io.callout4j.identity;

import org.jspecify.annotations.NullMarked;

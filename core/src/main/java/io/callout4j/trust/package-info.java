/**
 * Which servers are trusted, how TLS is used, and which proxy is used.
 *
 * <p>Contains only values; {@code io.callout4j.internal.tls} uses them to connect.
 */
@NullMarked
package io.callout4j.trust;

import org.jspecify.annotations.NullMarked;

/**
 * Which servers are trusted, how TLS is used, and which proxy is on the way.
 *
 * <p>Values only; {@code io.callout4j.internal.tls} connects by them.
 */
@NullMarked
package io.callout4j.trust;

import org.jspecify.annotations.NullMarked;

/**
 * Text from files, servers and callers, sanitized for messages; and fingerprints.
 */
@NullMarked
package io.callout4j.internal.text;

import org.jspecify.annotations.NullMarked;

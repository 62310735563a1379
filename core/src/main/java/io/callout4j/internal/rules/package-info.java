/**
 * The rules that are checked before anything is sent: headers, timeout, size, names.
 */
@NullMarked
package io.callout4j.internal.rules;

import org.jspecify.annotations.NullMarked;

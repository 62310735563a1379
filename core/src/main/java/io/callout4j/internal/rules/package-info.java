/**
 * What a callout must keep to before anything is sent: headers, time limit, size, names.
 */
@NullMarked
package io.callout4j.internal.rules;

import org.jspecify.annotations.NullMarked;

/**
 * Files that are written completely or not at all, for their owner alone.
 */
@NullMarked
package io.callout4j.internal.files;

import org.jspecify.annotations.NullMarked;

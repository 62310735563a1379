/**
 * The named certificates of a runtime: where they are stored, when they change, when they expire.
 */
@NullMarked
package io.callout4j.internal.identity;

import org.jspecify.annotations.NullMarked;

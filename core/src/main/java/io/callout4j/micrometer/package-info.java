/**
 * Metrics of callouts for Micrometer. Requires {@code io.micrometer:micrometer-core} on the class path, which is not a transitive
 * dependency of callout4j.
 */
@NullMarked
package io.callout4j.micrometer;

import org.jspecify.annotations.NullMarked;

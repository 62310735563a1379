/**
 * Metrics of callouts for Micrometer. Needs {@code io.micrometer:micrometer-core} on the class path, which callout4j does not bring by itself.
 */
@NullMarked
package io.callout4j.micrometer;

import org.jspecify.annotations.NullMarked;

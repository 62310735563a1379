/**
 * Spans of callouts for OpenTelemetry. Requires {@code io.opentelemetry:opentelemetry-api} on the class path, which is not a transitive
 * dependency of callout4j.
 */
@NullMarked
package io.callout4j.opentelemetry;

import org.jspecify.annotations.NullMarked;

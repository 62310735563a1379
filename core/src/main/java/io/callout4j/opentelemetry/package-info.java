/**
 * Spans of callouts for OpenTelemetry. Needs {@code io.opentelemetry:opentelemetry-api} on the class path, which callout4j does not bring by
 * itself.
 */
@NullMarked
package io.callout4j.opentelemetry;

import org.jspecify.annotations.NullMarked;

/**
 * The doctor: it connects to an endpoint in several ways and explains what prevents a callout.
 *
 * <p>{@code Prober} makes the connections, {@code Examiner} and {@code FailureExaminer} decide which ones tell more. What the observations mean is
 * decided by the rules of {@code io.callout4j.internal.findings}, which a failed callout uses as well.
 */
@NullMarked
package io.callout4j.diagnosis;

import org.jspecify.annotations.NullMarked;

/**
 * The doctor: it connects to an endpoint in several ways and explains what prevents a callout.
 *
 * <p>{@code Prober} makes the connections, {@code Examiner} and {@code FailureExaminer} decide which ones show more. The rules of {@code
 * io.callout4j.internal.findings}, which a failed callout uses as well, derive the findings.
 */
@NullMarked
package io.callout4j.diagnosis;

import org.jspecify.annotations.NullMarked;

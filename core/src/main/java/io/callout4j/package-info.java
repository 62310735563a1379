/**
 * What a caller types: the stub, the runtime, the operation, the response, and one exception per kind of failure.
 *
 * <p>Start with {@link io.callout4j.CalloutStub} and {@link io.callout4j.Callouts}. A callout goes one way, and no step
 * reaches back:
 *
 * <pre>
 * CalloutStub -> CalloutRequest -> rules -> ClientIdentity -> TLS context -> CalloutTransport -> CalloutResponse
 * </pre>
 *
 * <p>The values that everyone speaks in live here too ({@link io.callout4j.Finding}, {@link io.callout4j.Severity}, {@link
 * io.callout4j.CalloutPhase}, {@link io.callout4j.HandshakeRecord}). The packages below may use these values and the exceptions,
 * never {@code Callouts} or the stub.
 */
@NullMarked
package io.callout4j;

import org.jspecify.annotations.NullMarked;

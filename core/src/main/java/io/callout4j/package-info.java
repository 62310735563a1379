/**
 * What a caller types first: the runtime, the stub, the mock, the listener. Everything else has a package of its own below this one, and none
 * of them uses this one.
 *
 * <p>Start with {@link io.callout4j.CalloutStub} and {@link io.callout4j.Callouts}. A callout goes one way, and no step reaches back:
 *
 * <pre>
 * CalloutStub        public fields, as in Apex
 * CalloutRequest     io.callout4j.request: an immutable snapshot
 * rules              CalloutEngine.prepare: refused here means that nothing was sent
 * ClientIdentity     io.callout4j.identity: inline PKCS#12, a named entry, or none
 * SoapCodec.encode   io.callout4j.spi: envelope bytes
 * HTTP               io.callout4j.internal.http: one exchange under one deadline
 * TLS                io.callout4j.internal.tls: the one place that connects
 * SoapCodec.decode   a value, a fault, or "not SOAP"
 * CalloutResponse    or one exception of io.callout4j.error
 * </pre>
 *
 * <p>{@code CalloutEngine} has this way in one file.
 */
@NullMarked
package io.callout4j;

import org.jspecify.annotations.NullMarked;

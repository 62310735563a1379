/**
 * The entry points: the runtime, the stub, the mock, the listener. Everything else is in packages below this one, and none of them uses
 * this one.
 *
 * <p>Start with {@link io.callout4j.CalloutStub} and {@link io.callout4j.Callouts}. A callout passes through these steps in one direction:
 *
 * <pre>
 * CalloutStub        public fields, as in Apex
 * CalloutRequest     io.callout4j.request: an immutable snapshot
 * rules              CalloutEngine.prepare: nothing has been sent if a rule rejects the request
 * ClientIdentity     io.callout4j.identity: inline PKCS#12, a named entry, or none
 * SoapCodec.encode   io.callout4j.spi: envelope bytes
 * HTTP               io.callout4j.internal.http: one exchange under one deadline
 * TLS                io.callout4j.internal.tls: the only place that opens connections
 * SoapCodec.decode   a value, a fault, or "not SOAP"
 * CalloutResponse    or one exception of io.callout4j.error
 * </pre>
 *
 * <p>{@code CalloutEngine} contains all these steps.
 */
@NullMarked
package io.callout4j;

import org.jspecify.annotations.NullMarked;

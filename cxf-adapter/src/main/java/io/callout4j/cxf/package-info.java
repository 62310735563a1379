/**
 * The transport on Apache CXF.
 *
 * <p>CXF gives the SOAP binding, the data binding and the interceptors; the bytes are moved by this package, over connections that
 * core makes. One callout goes straight through, and no step calls back into an earlier one:
 *
 * <pre>
 * SoapEncoder     CXF's outbound interceptors write the envelope into a buffer
 * ConnectionPool  a kept-alive connection of the same identity, or a new one
 * HttpConnection  HttpCore's blocking codecs move request and answer, in the calling thread
 * AnswerReader    void, SOAP, or something else
 * SoapDecoder     CXF's inbound interceptors read the envelope
 * </pre>
 *
 * <p>The exchange stands between two interceptor chains and not inside one, as it would with a CXF Conduit and a
 * MessageObserver. This has three reasons. A chain runs inside a synchronized method, so a virtual thread that waited there for
 * the network would be pinned before JDK 24 (JEP 491). An exception of the exchange reaches the caller as it is, instead of
 * being wrapped and logged by the chain. And no Conduit holds a TLS configuration that outlives a call: on CXF 4.2.3, changing
 * the identity of a Conduit that has been used has no effect.
 *
 * <p>No Bus of CXF's is made, since making one changes the JVM's default Bus; where CXF asks for one it is given a {@code
 * DetachedBus}. Service models hold no
 * address and no identity; each is built once and serves all.
 */
@NullMarked
package io.callout4j.cxf;

import org.jspecify.annotations.NullMarked;

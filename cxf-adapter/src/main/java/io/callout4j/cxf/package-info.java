/**
 * The SOAP codec based on Apache CXF.
 *
 * <p>CXF provides the SOAP binding, the data binding and the interceptors; core sends and receives the bytes. A callout passes through
 * these steps in one direction:
 *
 * <pre>
 * SoapEncoder     CXF's outbound interceptors write the envelope into a buffer
 * HTTP            core's internal.http sends it and reads the response, in the calling thread
 * ResponseReader  void, SOAP, or something else
 * SoapDecoder     CXF's inbound interceptors read the envelope
 * </pre>
 *
 * <p>The exchange takes place between two interceptor chains, not inside one as with a CXF Conduit and MessageObserver, for three reasons.
 * A chain runs inside a synchronized method, so a virtual thread waiting there for the network would be pinned before JDK 24 (JEP 491).
 * Exceptions of the exchange reach the caller unchanged instead of being wrapped and logged by the chain. And there is no Conduit whose TLS
 * configuration outlives a call: on CXF 4.2.3, changing the identity of a Conduit that has been used has no effect.
 *
 * <p>No CXF Bus is created, because that would change the JVM's default Bus; if CXF needs one, it gets a {@code DetachedBus}. Service
 * models contain neither address nor identity; each is built once and shared by all callouts.
 */
@NullMarked
package io.callout4j.cxf;

import org.jspecify.annotations.NullMarked;

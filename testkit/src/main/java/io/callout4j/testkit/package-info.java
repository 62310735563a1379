/**
 * A server for contract tests over mutual TLS: WireMock that requires client certificates and reports which one was presented.
 *
 * <p>Start with {@link io.callout4j.testkit.MutualTlsServer}; {@link io.callout4j.testkit.SoapResponses} creates its responses.
 *
 * <p>WireMock gives stubs and tests access to everything in a request except the client certificate. Therefore its Jetty server adds the
 * certificate of the connection to each request as the header {@code Client-Cert} (RFC 9440), like a reverse proxy that terminates TLS, and
 * removes whatever a client sent in that header. Stubs can match on it, and each logged request contains it. Key material stays in memory:
 * WireMock's own HTTPS settings require files, so the testkit creates the connector itself.
 */
@NullMarked
package io.callout4j.testkit;

import org.jspecify.annotations.NullMarked;

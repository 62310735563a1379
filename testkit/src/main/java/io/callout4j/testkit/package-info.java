/**
 * A server for contract tests over mutual TLS: WireMock that demands client certificates and tells which one came.
 *
 * <p>Start with {@link io.callout4j.testkit.MutualTlsServer}; {@link io.callout4j.testkit.SoapAnswers} shortens what it answers.
 *
 * <p>How it works inside: WireMock tells stubs and tests everything about a request but the client certificate. So Jetty,
 * beneath it, writes the certificate of the connection into each request as the header {@code Client-Cert} (RFC 9440), as a
 * reverse proxy would that ends TLS, and removes whatever a client sent under that name. Stubs can match on it, and it is in each
 * logged request. Key material stays in memory: WireMock's own HTTPS settings take files, so the connector is made here.
 */
@NullMarked
package io.callout4j.testkit;

import org.jspecify.annotations.NullMarked;

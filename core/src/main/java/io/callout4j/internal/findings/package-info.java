/**
 * Rules that turn handshakes and HTTP responses into findings with cause and remedy, and into exceptions.
 *
 * <p>Rules only look at what was recorded; they open no connection. Callouts and the doctor use the same ones. The usual cause and remedies of a
 * finding are in {@code io/callout4j/error/findings.json}; rules add the evidence, and replace the usual texts in special cases.
 */
@NullMarked
package io.callout4j.internal.findings;

import org.jspecify.annotations.NullMarked;

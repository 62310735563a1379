/**
 * Rules that turn handshakes and HTTP responses into findings with cause and remedy, and into exceptions.
 *
 * <p>Rules only look at what was recorded; they open no connection. Callouts and the doctor use the same ones. The usual cause and remedies of a
 * finding are in {@code io/callout4j/error/findings.json}; rules add what they have seen, and other words if a case is special.
 */
@NullMarked
package io.callout4j.internal.findings;

import org.jspecify.annotations.NullMarked;

/**
 * What a failure means: the rules that turn a {@link io.callout4j.HandshakeRecord} into findings with a cause and a cure.
 *
 * <p>Rules only look at what was recorded; they open no connection.
 */
@NullMarked
package io.callout4j.diagnosis;

import org.jspecify.annotations.NullMarked;

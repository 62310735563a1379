/**
 * What a failure means: the rules that turn what was seen on the way to a server into findings with a cause and a cure, and the doctor, who
 * goes and looks.
 *
 * <p>Rules (the classes that end in {@code Rules} and {@code Findings}) only look at what was recorded; they open no connection, and a failed callout
 * uses the same ones. What a finding usually means and what cures it stands in {@code io/callout4j/findings.json}, of which {@code docs/findings} is made;
 * rules add what they have seen, and other words where a case is special. {@code Prober} makes the doctor's connections, {@code Examiner} and
 * {@code FailureExaminer} decide which ones tell more.
 */
@NullMarked
package io.callout4j.diagnosis;

import org.jspecify.annotations.NullMarked;

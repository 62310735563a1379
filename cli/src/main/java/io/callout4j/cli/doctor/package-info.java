/** {@code callout doctor}: the diagnosis as text, JSON and a page of HTML. */
@NullMarked
package io.callout4j.cli.doctor;

import org.jspecify.annotations.NullMarked;

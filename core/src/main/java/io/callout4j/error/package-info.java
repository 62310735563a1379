/**
 * What went wrong: one exception per kind of failure, the findings that explain it, and the record of what was observed while connecting.
 *
 * <p>{@link io.callout4j.error.CalloutException} is the superclass of all exceptions. Its {@link io.callout4j.error.Finding}s name cause
 * and remedy; their usual texts are in {@code findings.json} next to this package, from which the pages of {@code docs/findings} are
 * generated. This package uses no other package of the library, and all others may use it.
 */
@NullMarked
package io.callout4j.error;

import org.jspecify.annotations.NullMarked;

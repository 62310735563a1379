/**
 * What went wrong: one exception per kind of failure, the findings that explain it, and the record of what was seen while connecting.
 *
 * <p>{@link io.callout4j.error.CalloutException} is the parent of all. Its {@link io.callout4j.error.Finding}s name cause and remedy; their usual
 * texts are in {@code findings.json} beside this package, from which the pages of {@code docs/findings} are generated. This package uses no other of
 * the library, and all others may use it.
 */
@NullMarked
package io.callout4j.error;

import org.jspecify.annotations.NullMarked;

/**
 * The libraries that callout4j uses, as an application's class path has them: which jar comes first, and whether it is too old. An application
 * is told in one sentence, instead of by a linkage error from deep inside.
 */
@NullMarked
package io.callout4j.internal.libraries;

import org.jspecify.annotations.NullMarked;

/** {@code callout ca}: a small private CA. */
@NullMarked
package io.callout4j.cli.ca;

import org.jspecify.annotations.NullMarked;

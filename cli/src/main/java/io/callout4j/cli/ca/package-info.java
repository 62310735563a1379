/** {@code callout ca}: a small private certificate authority. */
@NullMarked
package io.callout4j.cli.ca;

import org.jspecify.annotations.NullMarked;

/** What shows speed and endurance. */
@NullMarked
package io.callout4j.benchmarks;

import org.jspecify.annotations.NullMarked;

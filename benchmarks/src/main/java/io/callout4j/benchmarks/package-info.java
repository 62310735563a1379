/** Benchmarks and load tests. */
@NullMarked
package io.callout4j.benchmarks;

import org.jspecify.annotations.NullMarked;

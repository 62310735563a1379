/**
 * Compares the speed of callouts with other clients: the same small call to the same server, each client in a separate JVM, run by one
 * command.
 *
 * <pre>{@code
 * mvn -q -Pspeed process-classes
 * }</pre>
 */
@NullMarked
package io.callout4j.benchmarks.speed;

import org.jspecify.annotations.NullMarked;

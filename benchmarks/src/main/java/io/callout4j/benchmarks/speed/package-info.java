/**
 * How fast callouts are next to other clients: the same small call to the same server, in a JVM of its own, in turn by one command.
 *
 * <pre>{@code
 * mvn -q -Pspeed process-classes
 * }</pre>
 */
@NullMarked
package io.callout4j.benchmarks.speed;

import org.jspecify.annotations.NullMarked;

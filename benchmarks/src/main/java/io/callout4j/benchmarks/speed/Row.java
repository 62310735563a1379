package io.callout4j.benchmarks.speed;

/**
 * What was measured of one client.
 *
 * @param p50 microseconds, one thread
 * @param p99 microseconds, one thread
 * @param bytes allocated for each call, one thread
 * @param throughput calls a second, 16 threads
 * @param cold milliseconds from the start of a JVM to its end after one call
 */
record Row(Clients client, double p50, double p99, double bytes, double throughput, double cold) {}

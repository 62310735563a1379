package io.callout4j.identity;

import io.callout4j.internal.keystore.KeyStoreFile;

/**
 * How much a file may ask of whoever opens it. A key store comes from a partner or by mail: without limits, a few bytes
 * in it could cost hours or the whole heap.
 *
 * <pre>{@code
 * KeyStoreEntry.of(path, password).withLimits(IdentityLimits.DEFAULT.withMaxIterations(20_000_000));
 * }</pre>
 *
 * <p>Immutable and safe to share.
 *
 * @param maxBytes the largest file in bytes, after base64 is taken off; at least 1, at most 256 MiB; default 1 MiB
 * @param maxIterations the most iterations of key derivation, summed over the whole file before any is done; scrypt counts
 *     N*r*p; at least 1, default 5,000,000. Roughly: a million takes a second
 */
public record IdentityLimits(int maxBytes, long maxIterations) {

    /** 1 MiB and 5,000,000 iterations: over ten times what any known tool writes. */
    public static final IdentityLimits DEFAULT =
            new IdentityLimits(KeyStoreFile.Limits.DEFAULT.maxBytes(), KeyStoreFile.Limits.DEFAULT.maxIterations());

    private static final int MOST_BYTES = 256 << 20;

    /**
     * Checks the values.
     *
     * @param maxBytes the largest file in bytes
     * @param maxIterations the most iterations
     * @throws IllegalArgumentException where one is out of its range
     */
    public IdentityLimits {
        if (maxBytes < 1 || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; it must be 1 to " + MOST_BYTES + ".");
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("maxIterations is " + maxIterations + "; it must be at least 1.");
        }
    }

    /**
     * The same limits with another size.
     *
     * @param bytes the largest file in bytes
     * @return a copy
     * @throws IllegalArgumentException where it is out of its range
     */
    public IdentityLimits withMaxBytes(int bytes) {
        return new IdentityLimits(bytes, maxIterations);
    }

    /**
     * The same limits with another amount of work.
     *
     * @param iterations the most iterations
     * @return a copy
     * @throws IllegalArgumentException where it is out of its range
     */
    public IdentityLimits withMaxIterations(long iterations) {
        return new IdentityLimits(maxBytes, iterations);
    }

    KeyStoreFile.Limits toReading() {
        return new KeyStoreFile.Limits(maxBytes, maxIterations);
    }
}

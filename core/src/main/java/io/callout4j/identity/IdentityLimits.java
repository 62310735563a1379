package io.callout4j.identity;

import io.callout4j.internal.keystore.KeyStoreFile;

/**
 * Limits on a file. A key store comes from a partner or by mail: without limits, a few bytes in it can cost hours of CPU time or the entire
 * heap.
 *
 * <pre>{@code
 * KeyStoreEntry.of(path, password).withLimits(IdentityLimits.DEFAULT.withMaxIterations(20_000_000));
 * }</pre>
 *
 * <p>Immutable and safe to share.
 *
 * @param maxBytes the maximum size of a file in bytes, after base64 decoding; from 1 to 256 MiB, default 1 MiB
 * @param maxIterations the maximum number of key derivation iterations for the whole file, added up before any is done; at least 1, default
 * 5,000,000. Each counts once for every block of the derived key, and 16 times for a slow hash (MD2, GOST); for scrypt N*r*p counts. Further
 * attempts, with another encoding of the password or another password, count as soon as they are needed. A million takes roughly a second
 */
public record IdentityLimits(int maxBytes, long maxIterations) {

    /** 1 MiB and 5,000,000 iterations: more than ten times what any known tool writes. */
    public static final IdentityLimits DEFAULT =
            new IdentityLimits(KeyStoreFile.Limits.DEFAULT.maxBytes(), KeyStoreFile.Limits.DEFAULT.maxIterations());

    private static final int MAX_BYTES = 256 << 20;

    /**
     * Checks the values.
     *
     * @param maxBytes the maximum size of a file in bytes
     * @param maxIterations the maximum number of iterations
     * @throws IllegalArgumentException if one of them is out of range
     */
    public IdentityLimits {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes is " + maxBytes + "; it must be between 1 and " + MAX_BYTES + ".");
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("maxIterations is " + maxIterations + "; it must be at least 1.");
        }
    }

    /**
     * The same limits with another size.
     *
     * @param bytes the maximum size of a file in bytes
     * @return a copy
     * @throws IllegalArgumentException if it is out of range
     */
    public IdentityLimits withMaxBytes(int bytes) {
        return new IdentityLimits(bytes, maxIterations);
    }

    /**
     * The same limits with another number of iterations.
     *
     * @param iterations the maximum number of iterations
     * @return a copy
     * @throws IllegalArgumentException if it is out of range
     */
    public IdentityLimits withMaxIterations(long iterations) {
        return new IdentityLimits(maxBytes, iterations);
    }

    KeyStoreFile.Limits toReading() {
        return new KeyStoreFile.Limits(maxBytes, maxIterations);
    }
}

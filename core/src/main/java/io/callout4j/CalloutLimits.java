package io.callout4j;

/**
 * How much one callout may send and read.
 *
 * <p>Immutable and safe to share.
 *
 * @param requestBytes the largest request body, in bytes as sent
 * @param responseBytes the largest answer body, in bytes after decompression
 * @param headerBytes the largest header block of an answer, in bytes
 */
public record CalloutLimits(int requestBytes, int responseBytes, int headerBytes) {

    private static final CalloutLimits STANDARD = new CalloutLimits(6_000_000, 6_000_000, 128 * 1024);

    /**
     * Bodies of 6,000,000 bytes each way, as Salesforce allows a synchronous callout (Apex Reference Guide, HttpRequest), and
     * headers of 128 KiB.
     *
     * @return the limits
     */
    public static CalloutLimits standard() {
        return STANDARD;
    }

    /**
     * The same limits with another one for the request body.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withRequestBytes(int bytes) {
        return new CalloutLimits(positive(bytes, "request"), responseBytes, headerBytes);
    }

    /**
     * The same limits with another one for the answer's body.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withResponseBytes(int bytes) {
        return new CalloutLimits(requestBytes, positive(bytes, "response"), headerBytes);
    }

    /**
     * The same limits with another one for the answer's headers.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withHeaderBytes(int bytes) {
        return new CalloutLimits(requestBytes, responseBytes, positive(bytes, "header"));
    }

    private static int positive(int bytes, String what) {
        if (bytes < 1) {
            throw new CalloutConfigurationException(
                    "The " + what + " limit is " + bytes + " bytes; it must be at least 1.");
        }
        return bytes;
    }
}

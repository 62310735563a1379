package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;

/**
 * How much one callout may send and read.
 *
 * <p>Immutable and safe to share.
 *
 * @param requestBytes the largest request body, in bytes as sent
 * @param responseBytes the largest answer body, in bytes after decompression
 * @param headerBytes the largest header block of an answer, in bytes
 * @param xmlDepth how deep the elements of an answer may be nested
 * @param xmlAttributes how many attributes one element of an answer may have
 */
public record CalloutLimits(int requestBytes, int responseBytes, int headerBytes, int xmlDepth, int xmlAttributes) {

    private static final CalloutLimits STANDARD = new CalloutLimits(6_000_000, 6_000_000, 128 * 1024, 1_000, 1_000);

    /**
     * Bodies of 6,000,000 bytes each way, as Salesforce allows a synchronous callout (Apex Reference Guide, HttpRequest), and
     * headers of 128 KiB; elements nested 1,000 deep and with 1,000 attributes each.
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
        return new CalloutLimits(positive(bytes, "request"), responseBytes, headerBytes, xmlDepth, xmlAttributes);
    }

    /**
     * The same limits with another one for the answer's body.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withResponseBytes(int bytes) {
        return new CalloutLimits(requestBytes, positive(bytes, "response"), headerBytes, xmlDepth, xmlAttributes);
    }

    /**
     * The same limits with another one for the answer's headers.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withHeaderBytes(int bytes) {
        return new CalloutLimits(requestBytes, responseBytes, positive(bytes, "header"), xmlDepth, xmlAttributes);
    }

    /**
     * The same limits with another one for the nesting of elements.
     *
     * @param levels at least 3: Envelope, Body and one element
     * @return a copy
     */
    public CalloutLimits withXmlDepth(int levels) {
        if (levels < 3) {
            throw new CalloutConfigurationException(
                    "The XML depth limit is " + levels + "; an envelope with anything in it has 3 levels.");
        }
        return new CalloutLimits(requestBytes, responseBytes, headerBytes, levels, xmlAttributes);
    }

    /**
     * The same limits with another one for the attributes of an element.
     *
     * @param count at least 1
     * @return a copy
     */
    public CalloutLimits withXmlAttributes(int count) {
        if (count < 1) {
            throw new CalloutConfigurationException("The XML attribute limit is " + count + "; it must be at least 1.");
        }
        return new CalloutLimits(requestBytes, responseBytes, headerBytes, xmlDepth, count);
    }

    private static int positive(int bytes, String what) {
        if (bytes < 1) {
            throw new CalloutConfigurationException(
                    "The " + what + " limit is " + bytes + " bytes; it must be at least 1.");
        }
        return bytes;
    }
}

package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;

/**
 * How much one callout may send and read.
 *
 * <p>Immutable and safe to share.
 *
 * @param requestBytes the largest request body, in bytes as sent
 * @param responseBytes the largest response body, in bytes after decompression
 * @param headerBytes the largest header section of a response, in bytes
 * @param xmlDepth the deepest nesting of elements in a response
 * @param xmlAttributes the most attributes that an element of a response may have
 */
public record CalloutLimits(int requestBytes, int responseBytes, int headerBytes, int xmlDepth, int xmlAttributes) {

    private static final CalloutLimits STANDARD = new CalloutLimits(6_000_000, 6_000_000, 128 * 1024, 1_000, 1_000);

    /**
     * The default limits: bodies of 6,000,000 bytes in each direction, as Salesforce allows for a synchronous callout (Apex Reference
     * Guide, HttpRequest); headers of 128 KiB; elements nested 1,000 levels deep, with 1,000 attributes each.
     *
     * @return the limits
     */
    public static CalloutLimits standard() {
        return STANDARD;
    }

    /**
     * Returns a copy with another limit for the request body.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withRequestBytes(int bytes) {
        return new CalloutLimits(positive(bytes, "request"), responseBytes, headerBytes, xmlDepth, xmlAttributes);
    }

    /**
     * Returns a copy with another limit for the response body.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withResponseBytes(int bytes) {
        return new CalloutLimits(requestBytes, positive(bytes, "response"), headerBytes, xmlDepth, xmlAttributes);
    }

    /**
     * Returns a copy with another limit for the response headers.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withHeaderBytes(int bytes) {
        return new CalloutLimits(requestBytes, responseBytes, positive(bytes, "header"), xmlDepth, xmlAttributes);
    }

    /**
     * Returns a copy with another limit for the nesting of elements.
     *
     * @param levels at least 3: Envelope, Body and one element
     * @return a copy
     */
    public CalloutLimits withXmlDepth(int levels) {
        if (levels < 3) {
            throw new CalloutConfigurationException("The XML depth limit is " + levels
                    + "; it must be at least 3, because a SOAP envelope with" + " content has 3 levels.");
        }
        return new CalloutLimits(requestBytes, responseBytes, headerBytes, levels, xmlAttributes);
    }

    /**
     * Returns a copy with another limit for the attributes of an element.
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

package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;

/**
 * How much one callout may send and read.
 *
 * <pre>{@code
 * Callouts.builder().limits(CalloutLimits.standard().withResponseBytes(12_000_000))
 * }</pre>
 *
 * <p>Immutable and safe to share.
 *
 * @param requestBytes the largest request body, in bytes as sent
 * @param responseBytes the largest response body, in bytes after decompression
 * @param headerBytes the largest header section of a response, in bytes
 * @param xmlDepth the deepest nesting of elements in a response
 * @param xmlAttributes the most attributes that an element of a response may have, including namespace declarations
 * @param xmlNamespaces the most namespace declarations that may be in scope of an element of a response
 * @param xmlNames the most different names of elements, attributes and prefixes in a response
 * @param attachments the most attachments of a response, and the most references to them
 */
public record CalloutLimits(
        int requestBytes,
        int responseBytes,
        int headerBytes,
        int xmlDepth,
        int xmlAttributes,
        int xmlNamespaces,
        int xmlNames,
        int attachments) {

    private static final CalloutLimits STANDARD =
            new CalloutLimits(6_000_000, 6_000_000, 128 * 1024, 1_000, 1_000, 500, 10_000, 1_000);

    /**
     * Creates limits. Usually {@link #standard()} and the methods of this type are shorter.
     *
     * @param requestBytes see above
     * @param responseBytes see above
     * @param headerBytes see above
     * @param xmlDepth see above
     * @param xmlAttributes see above
     * @param xmlNamespaces see above
     * @param xmlNames see above
     * @param attachments see above
     * @throws CalloutConfigurationException if one is less than 1, or {@code xmlDepth} is less than 3
     */
    public CalloutLimits {
        positive(requestBytes, "request limit", " bytes");
        positive(responseBytes, "response limit", " bytes");
        positive(headerBytes, "header limit", " bytes");
        if (xmlDepth < 3) {
            throw new CalloutConfigurationException("The XML depth limit is " + xmlDepth
                    + "; it must be at least 3, because a SOAP envelope with content has 3 levels.");
        }
        positive(xmlAttributes, "XML attribute limit", "");
        positive(xmlNamespaces, "XML namespace limit", "");
        positive(xmlNames, "XML name limit", "");
        positive(attachments, "attachment limit", "");
    }

    private static void positive(int value, String what, String unit) {
        if (value < 1) {
            throw new CalloutConfigurationException("The " + what + " is " + value + unit + "; it must be at least 1.");
        }
    }

    /**
     * The default limits: bodies of 6,000,000 bytes in each direction, as Salesforce allows for a synchronous callout (Apex Reference
     * Guide, HttpRequest); headers of 128 KiB; elements nested 1,000 levels deep, with 1,000 attributes each and 500 namespace declarations
     * in scope; 10,000 different names; 1,000 attachments.
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
        return new CalloutLimits(
                bytes, responseBytes, headerBytes, xmlDepth, xmlAttributes, xmlNamespaces, xmlNames, attachments);
    }

    /**
     * Returns a copy with another limit for the response body.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withResponseBytes(int bytes) {
        return new CalloutLimits(
                requestBytes, bytes, headerBytes, xmlDepth, xmlAttributes, xmlNamespaces, xmlNames, attachments);
    }

    /**
     * Returns a copy with another limit for the response headers.
     *
     * @param bytes at least 1
     * @return a copy
     */
    public CalloutLimits withHeaderBytes(int bytes) {
        return new CalloutLimits(
                requestBytes, responseBytes, bytes, xmlDepth, xmlAttributes, xmlNamespaces, xmlNames, attachments);
    }

    /**
     * Returns a copy with another limit for the nesting of elements.
     *
     * @param levels at least 3: Envelope, Body and one element
     * @return a copy
     */
    public CalloutLimits withXmlDepth(int levels) {
        return new CalloutLimits(
                requestBytes, responseBytes, headerBytes, levels, xmlAttributes, xmlNamespaces, xmlNames, attachments);
    }

    /**
     * Returns a copy with another limit for the attributes of an element.
     *
     * @param count at least 1
     * @return a copy
     */
    public CalloutLimits withXmlAttributes(int count) {
        return new CalloutLimits(
                requestBytes, responseBytes, headerBytes, xmlDepth, count, xmlNamespaces, xmlNames, attachments);
    }

    /**
     * Returns a copy with another limit for the namespace declarations in scope. A parser searches them for
     * each prefix, so a response with many of them is slow to read.
     *
     * @param count at least 1
     * @return a copy
     */
    public CalloutLimits withXmlNamespaces(int count) {
        return new CalloutLimits(
                requestBytes, responseBytes, headerBytes, xmlDepth, xmlAttributes, count, xmlNames, attachments);
    }

    /**
     * Returns a copy with another limit for the different names in a response.
     *
     * @param count at least 1
     * @return a copy
     */
    public CalloutLimits withXmlNames(int count) {
        return new CalloutLimits(
                requestBytes, responseBytes, headerBytes, xmlDepth, xmlAttributes, xmlNamespaces, count, attachments);
    }

    /**
     * Returns a copy with another limit for attachments and for references to them.
     *
     * @param count at least 1
     * @return a copy
     */
    public CalloutLimits withAttachments(int count) {
        return new CalloutLimits(
                requestBytes, responseBytes, headerBytes, xmlDepth, xmlAttributes, xmlNamespaces, xmlNames, count);
    }
}

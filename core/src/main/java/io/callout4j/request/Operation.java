package io.callout4j.request;

import javax.xml.namespace.QName;

/**
 * One operation of a service: the names of its request and response elements, and how the envelope is sent.
 *
 * <pre>{@code
 * Operation updateStatus = Operation.of(
 *         "urn:updateStatus",
 *         new QName("urn:example:status", "updateStatus"),
 *         new QName("urn:example:status", "updateStatusResponse"));
 * }</pre>
 *
 * <p>Immutable and safe to share; best kept in a constant.
 *
 * @param soapAction the action, without quotes; may be empty
 * @param request the element in the request's Body
 * @param response the element expected in the response's Body
 * @param soapVersion the SOAP version
 * @param mtom whether binary data in a bean is sent as attachments (MTOM) instead of as base64 in the XML
 */
public record Operation(String soapAction, QName request, QName response, SoapVersion soapVersion, boolean mtom) {

    /**
     * Creates an operation for SOAP 1.1 without MTOM.
     *
     * @param soapAction the action, without quotes; may be empty
     * @param request the element in the request's Body
     * @param response the element expected in the response's Body
     * @return the operation
     */
    public static Operation of(String soapAction, QName request, QName response) {
        return new Operation(soapAction, request, response, SoapVersion.V1_1, false);
    }

    /**
     * Returns a copy for another SOAP version.
     *
     * @param version the version
     * @return a copy
     */
    public Operation withSoapVersion(SoapVersion version) {
        return new Operation(soapAction, request, response, version, mtom);
    }

    /**
     * Returns a copy with or without MTOM.
     *
     * @param on whether binary data is sent as attachments
     * @return a copy
     */
    public Operation withMtom(boolean on) {
        return new Operation(soapAction, request, response, soapVersion, on);
    }

    /** The supported SOAP versions. The default is 1.1, the only version that WSDL2Apex supports. */
    public enum SoapVersion {
        /** SOAP 1.1: content type {@code text/xml}, the action in a SOAPAction header. */
        V1_1,
        /** SOAP 1.2: content type {@code application/soap+xml} with an action parameter. */
        V1_2
    }
}

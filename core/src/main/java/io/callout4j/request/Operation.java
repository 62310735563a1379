package io.callout4j.request;

import javax.xml.namespace.QName;

/**
 * One operation of a service: what its request and response elements are called, and how the envelope travels.
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
 * @param mtom whether binary data in a bean is sent as attachments (MTOM) and not as base64 in the XML
 */
public record Operation(String soapAction, QName request, QName response, SoapVersion soapVersion, boolean mtom) {

    /**
     * An operation over SOAP 1.1 without MTOM.
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
     * The same operation over another SOAP version.
     *
     * @param version the version
     * @return a copy
     */
    public Operation withSoapVersion(SoapVersion version) {
        return new Operation(soapAction, request, response, version, mtom);
    }

    /**
     * The same operation with or without MTOM.
     *
     * @param on whether binary data is sent as attachments
     * @return a copy
     */
    public Operation withMtom(boolean on) {
        return new Operation(soapAction, request, response, soapVersion, on);
    }

    /** The SOAP versions a callout can speak. WSDL2Apex knows 1.1 only, which is the default here. */
    public enum SoapVersion {
        /** SOAP 1.1: content type {@code text/xml}, the action in a SOAPAction header. */
        V1_1,
        /** SOAP 1.2: content type {@code application/soap+xml} with an action parameter. */
        V1_2
    }
}

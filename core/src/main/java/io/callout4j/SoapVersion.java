package io.callout4j;

/** The SOAP versions a callout can speak. WSDL2Apex knows 1.1 only, which is the default here. */
public enum SoapVersion {
    /** SOAP 1.1: content type {@code text/xml}, the action in a SOAPAction header. */
    V1_1,
    /** SOAP 1.2: content type {@code application/soap+xml} with an action parameter. */
    V1_2
}

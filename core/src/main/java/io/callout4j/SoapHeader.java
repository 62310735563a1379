package io.callout4j;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public field of a stub that is sent in the SOAP Header where it is not null, or takes a block of the answer's.
 *
 * <pre>{@code
 * public final class UserStatusPort extends CalloutStub {
 *     @SoapHeader(name = "SessionHeader", namespace = "urn:example:status")
 *     public SessionHeader SessionHeader;
 *
 *     @SoapHeader(name = "LimitInfo", namespace = "urn:example:status", received = true)
 *     public Element LimitInfo;
 * }
 * }</pre>
 *
 * <p>The value is a JAXB bean, a DOM element or a {@link javax.xml.transform.Source}; a String, number or boolean becomes the
 * text of the element.
 *
 * <p>Code pasted from Apex works without the annotation: where a field {@code private String SessionHeader_hns =
 * "SessionHeader=urn:example:status";} stands beside the field, as WSDL2Apex writes it, that names the element.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface SoapHeader {

    /**
     * The local name of the header element.
     *
     * @return an XML name
     */
    String name();

    /**
     * The namespace of the header element.
     *
     * @return a URI
     */
    String namespace();

    /**
     * Whether the field takes a block of the answer instead of being sent. It must be of type {@link org.w3c.dom.Element}; after each
     * callout it holds the block, or null where none came.
     *
     * @return false for a field that is sent
     */
    boolean received() default false;
}

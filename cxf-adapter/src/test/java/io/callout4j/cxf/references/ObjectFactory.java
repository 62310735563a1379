package io.callout4j.cxf.references;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlElementDecl;
import jakarta.xml.bind.annotation.XmlRegistry;
import javax.xml.namespace.QName;

/** As wsdl2java generates it; JAXB finds it by its name. */
@XmlRegistry
public class ObjectFactory {

    @XmlElementDecl(namespace = "urn:t", name = "optional", scope = References.class)
    public JAXBElement<Integer> createOptional(Integer value) {
        return new JAXBElement<>(new QName("urn:t", "optional"), Integer.class, References.class, value);
    }
}

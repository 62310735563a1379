package io.callout4j.cxf.references;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlAnyElement;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;

/** An optional, nillable element, and others that are not known. */
@XmlRootElement(name = "references", namespace = "urn:t")
public class References {

    @XmlElementRef(namespace = "urn:t", name = "optional", required = false)
    public JAXBElement<Integer> optional;

    @XmlAnyElement
    public List<Object> others;
}

package io.callout4j.benchmarks.speed;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;

/** The bean that is returned. */
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(name = "orderResponse", namespace = Order.NS)
@XmlRootElement(name = "orderResponse", namespace = Order.NS)
public class OrderResponse {

    /** The confirmed lines. */
    @XmlElement(namespace = Order.NS)
    public List<Order.Line> line = new ArrayList<>();

    /** Creates an empty one. */
    public OrderResponse() {}
}

package io.callout4j.benchmarks.speed;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;

/** The bean that comes back. */
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(name = "orderAnswer", namespace = Order.NS)
@XmlRootElement(name = "orderAnswer", namespace = Order.NS)
public class OrderAnswer {

    /** What was understood. */
    @XmlElement(namespace = Order.NS)
    public List<Order.Line> line = new ArrayList<>();

    /** An empty one. */
    public OrderAnswer() {}
}

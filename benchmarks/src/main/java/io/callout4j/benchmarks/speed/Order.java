package io.callout4j.benchmarks.speed;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bean that is sent; with seven lines, the envelope has 1 KB. */
@XmlAccessorType(XmlAccessType.FIELD)
@XmlType(name = "order", namespace = Order.NS)
@XmlRootElement(name = "order", namespace = Order.NS)
public class Order {

    /** The namespace of all elements. */
    public static final String NS = "urn:example:orders";

    /** The order's number. */
    @XmlElement(namespace = NS)
    public @Nullable String number;

    /** The lines. */
    @XmlElement(namespace = NS)
    public List<Line> line = new ArrayList<>();

    /** Creates an empty one. */
    public Order() {}

    /** A line of an order. */
    @XmlAccessorType(XmlAccessType.FIELD)
    @XmlType(name = "line", namespace = NS)
    public static class Line {
        /** The article. */
        @XmlElement(namespace = NS)
        public @Nullable String article;

        /** The quantity. */
        @XmlElement(namespace = NS)
        public int quantity;

        /** A note. */
        @XmlElement(namespace = NS)
        public @Nullable String note;

        /** Creates an empty one. */
        public Line() {}
    }

    /**
     * Creates an order.
     *
     * @param lines the number of lines
     * @return the bean
     */
    public static Order of(int lines) {
        Order order = new Order();
        order.number = "4711";
        for (int i = 0; i < lines; i++) {
            Line line = new Line();
            line.article = "A-" + (100_000 + i);
            line.quantity = i + 1;
            line.note = "to be delivered by Monday";
            order.line.add(line);
        }
        return order;
    }
}

package io.callout4j.cxf;

import io.callout4j.request.CalloutLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Reads an envelope within its limits and its time, and in the order that SOAP prescribes. All that reads a response reads it through this:
 * CXF's interceptors, JAXB, and whatever makes text or nodes of it. For one response and one thread.
 */
final class BoundedReader extends StreamReaderDelegate {

    /**
     * How many names may have the same hash. Woodstox looks names up in a table of its own, by a hash whose seed does not change which names
     * collide; names that are made to collide would turn each look-up into a search. Of ten thousand real names, no three do.
     */
    private static final int MAX_COLLISIONS = 3;

    private final ReadingBudget budget;
    private final CalloutLimits limits;
    private final Set<String> names = new HashSet<>();
    private final Map<Integer, Integer> collisions = new HashMap<>();
    private int depth;
    private int namespaces;
    private boolean headerSeen;
    private boolean bodySeen;

    /** A reader whose current event is the start of the root element. */
    BoundedReader(XMLStreamReader reader, ReadingBudget budget) throws XMLStreamException {
        super(reader);
        this.budget = budget;
        this.limits = budget.limits();
        start();
    }

    @Override
    public int next() throws XMLStreamException {
        int event = nextWithinLimits();
        if (event == START_ELEMENT) {
            start();
        } else if (event == END_ELEMENT) {
            depth--;
            namespaces -= getNamespaceCount();
        } else if (event == PROCESSING_INSTRUCTION) {
            name(getPITarget());
        }
        budget.step();
        return event;
    }

    @Override
    public int nextTag() throws XMLStreamException {
        while (true) {
            int event = next();
            if (event == START_ELEMENT || event == END_ELEMENT) {
                return event;
            }
            boolean text = event == CHARACTERS || event == CDATA;
            if ((text && !isWhiteSpace()) || event == ENTITY_REFERENCE || event == END_DOCUMENT) {
                throw new XMLStreamException("text was found where only elements are allowed", getLocation());
            }
        }
    }

    @Override
    public String getElementText() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = next(); event != END_ELEMENT; event = next()) {
            if (event == START_ELEMENT) {
                throw new XMLStreamException("an element was found where only text is allowed", getLocation());
            }
            if (event == CHARACTERS || event == CDATA || event == SPACE) {
                text.append(getText());
            }
        }
        return text.toString();
    }

    private int nextWithinLimits() throws XMLStreamException {
        try {
            return super.next();
        } catch (XMLStreamException e) {
            throw limitOr(e, limits);
        }
    }

    /** Woodstox reports its limits like damaged XML; only the text tells them apart. Returns other exceptions as they are. */
    static XMLStreamException limitOr(XMLStreamException thrown, CalloutLimits limits) {
        String message = String.valueOf(thrown.getMessage());
        if (message.contains("Attribute limit (")) {
            throw ReadingBudget.exceeded(
                    "an element has more than " + limits.xmlAttributes() + " attributes",
                    "xmlAttributes",
                    "XmlAttributes");
        }
        if (message.contains("Element Depth limit (")) {
            throw ReadingBudget.exceeded(
                    "its elements are nested more than " + limits.xmlDepth() + " levels deep", "xmlDepth", "XmlDepth");
        }
        return thrown;
    }

    private void start() throws XMLStreamException {
        if (++depth == 2) {
            checkOrder();
        }
        int declared = getNamespaceCount();
        namespaces += declared;
        if (namespaces > limits.xmlNamespaces()) {
            throw ReadingBudget.exceeded(
                    "more than " + limits.xmlNamespaces() + " namespace declarations are in scope of one element",
                    "xmlNamespaces",
                    "XmlNamespaces");
        }
        name(getLocalName());
        name(getPrefix());
        for (int i = 0; i < declared; i++) {
            name(getNamespacePrefix(i));
            name(getNamespaceURI(i));
        }
        for (int i = 0, count = getAttributeCount(); i < count; i++) {
            name(getAttributeLocalName(i));
            name(getAttributePrefix(i));
        }
    }

    private void name(@Nullable String name) {
        if (name == null || name.isEmpty() || !names.add(name)) {
            return;
        }
        if (names.size() > limits.xmlNames()) {
            throw ReadingBudget.exceeded(
                    "it contains more than " + limits.xmlNames() + " different names", "xmlNames", "XmlNames");
        }
        if (collisions.merge(name.hashCode(), 1, Integer::sum) > MAX_COLLISIONS) {
            throw new NotSoapException(
                    "it contains names that are made to have the same hash, which would slow down the parser");
        }
    }

    /** At most one Header, then one Body, and nothing else (SOAP 1.2 part 1 section 5.1; WS-I Basic Profile 1.1, R1011). */
    private void checkOrder() {
        boolean soap = SoapDecoder.isSoap(getNamespaceURI());
        String name = soap ? getLocalName() : "{" + getNamespaceURI() + "}" + getLocalName();
        if (bodySeen) {
            throw new NotSoapException("its Envelope contains the element " + name + " after the Body");
        }
        if (soap && name.equals("Body")) {
            bodySeen = true;
        } else if (soap && name.equals("Header") && !headerSeen) {
            headerSeen = true;
        } else {
            throw new NotSoapException("its Envelope contains " + (headerSeen ? "a second " : "the element ") + name
                    + " where a Body was expected");
        }
    }
}

package io.callout4j.cxf;

import io.callout4j.error.CalloutFaultException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.binding.soap.Soap12;
import org.jspecify.annotations.Nullable;

/**
 * Reads a fault (SOAP 1.1 section 4.4; SOAP 1.2 part 1 section 5.4) in one pass. CXF's interceptor makes a tree of a SOAP 1.2 fault and
 * searches it with XPath, which takes minutes for a detail with many different names. For one fault and one thread.
 */
final class FaultReader {

    private final XMLStreamReader reader;
    private final DetailText detailText;
    private @Nullable String code;
    private @Nullable String string;
    private @Nullable String actor;
    private @Nullable String detail;

    /** Makes text of the element at the reader's position, and leaves the reader at its end. */
    @FunctionalInterface
    interface DetailText {
        String read(XMLStreamReader reader) throws XMLStreamException;
    }

    private FaultReader(XMLStreamReader reader, DetailText detailText) {
        this.reader = reader;
        this.detailText = detailText;
    }

    /** Reads the fault at the reader's position, and leaves the reader at its end. */
    static CalloutFaultException read(XMLStreamReader reader, DetailText detailText) throws XMLStreamException {
        boolean version12 = Soap12.SOAP_NAMESPACE.equals(reader.getNamespaceURI());
        FaultReader fault = new FaultReader(reader, detailText);
        while (fault.nextChild()) {
            if (version12) {
                fault.readChild12();
            } else {
                fault.readChild11();
            }
        }
        return new CalloutFaultException(
                fault.code != null ? fault.code : version12 ? "Receiver" : "Server",
                fault.string == null ? "" : fault.string,
                fault.actor,
                fault.detail);
    }

    private void readChild11() throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "faultcode" -> code = qName(text());
            case "faultstring" -> string = text();
            case "faultactor" -> actor = text();
            case "detail" -> detail = detailText.read(reader);
            default -> skip();
        }
    }

    private void readChild12() throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "Code" -> code = firstOf("Value", code);
            case "Reason" -> string = firstOf("Text", string);
            case "Role" -> actor = text();
            case "Detail" -> detail = detailText.read(reader);
            default -> skip();
        }
    }

    private @Nullable String firstOf(String child, @Nullable String before) throws XMLStreamException {
        String found = before;
        while (nextChild()) {
            if (found == null && reader.getLocalName().equals(child)) {
                found = child.equals("Value") ? qName(text()) : text();
            } else {
                skip();
            }
        }
        return found;
    }

    /** The code as it was sent, but without a prefix that is not declared: PHP and servers written by hand send those. */
    private String qName(String text) {
        String name = text.strip();
        int colon = name.indexOf(':');
        boolean undeclared = colon > 0 && reader.getNamespaceURI(name.substring(0, colon)) == null;
        return undeclared ? name.substring(colon + 1) : name;
    }

    /** Moves to the next child of the current element, or to its end. */
    private boolean nextChild() throws XMLStreamException {
        int event;
        do {
            event = reader.next();
        } while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT);
        return event == XMLStreamConstants.START_ELEMENT;
    }

    /** All text of the current element. */
    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                default -> {}
            }
        }
        return text.toString();
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = reader.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }
}

package io.callout4j.cxf;

import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.staxutils.FragmentStreamReader;
import org.apache.cxf.staxutils.StaxSource;
import org.apache.cxf.staxutils.StaxUtils;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads the only element in the Body, or the fault, and then the document to its end, so that truncation is detected. */
final class BodyReader extends AbstractPhaseInterceptor<SoapMessage> {

    /** What to read, and which type to return. */
    record Task(
            CalloutRequest request,
            HttpResponse response,
            @Nullable String encoding,
            DataBindings bindings,
            EnvelopeXml xml,
            ReadingBudget budget) {}

    BodyReader() {
        super(Phase.UNMARSHAL);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        Task task = message.get(Task.class);
        XMLStreamReader reader = message.getContent(XMLStreamReader.class);
        try {
            Object value = readWhole(message, task, reader);
            if (value != null && !task.request().responseType().isInstance(value)) {
                throw new CalloutResponseException(
                        "Web service callout failed: The response is a "
                                + value.getClass().getName() + ", but a "
                                + task.request().responseType().getName()
                                + " was expected (perhaps because of an xsi:type in the response). Check the"
                                + " response type.",
                        null);
            }
            if (value != null) {
                message.setContent(java.util.List.class, new MessageContentsList(value));
            }
        } catch (XMLStreamException e) {
            throw new Fault(e);
        }
    }

    /** A fault, like everything else, only counts if the document is complete. */
    private static @Nullable Object readWhole(SoapMessage message, Task task, XMLStreamReader reader)
            throws XMLStreamException {
        try {
            Object value = read(message, task, reader);
            toTheEnd(reader);
            return value;
        } catch (CalloutFaultException fault) {
            toTheEnd(reader);
            throw fault;
        }
    }

    private static @Nullable Object read(SoapMessage message, Task task, XMLStreamReader reader)
            throws XMLStreamException {
        if (!message.getVersion().getBody().equals(reader.getName())) {
            throw unexpected(message.getVersion().getBody(), reader.getName());
        }
        if (reader.nextTag() != XMLStreamConstants.START_ELEMENT) {
            return null;
        }
        if (message.getVersion().getFault().equals(reader.getName())) {
            throw FaultReader.read(reader, detail -> text(fragment(detail, inScope(message))));
        }
        QName expected = task.request().operation().response();
        if (!expected.getLocalPart().isEmpty() && !expected.equals(reader.getName())) {
            throw unexpected(expected, reader.getName());
        }
        Object value = value(message, task, reader, expected);
        if (reader.isEndElement()
                && reader.getName().equals(message.getVersion().getBody())) {
            return value;
        }
        if (reader.isStartElement() || reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            throw new CalloutResponseException(
                    "Web service callout failed: The Body contains a second element, " + reader.getName()
                            + ", but only one was expected. The response is ambiguous; contact the server operator.",
                    null);
        }
        return value;
    }

    private static @Nullable Object value(SoapMessage message, Task task, XMLStreamReader reader, QName expected)
            throws XMLStreamException {
        Class<?> type = task.request().responseType();
        if (!DataBindings.isXml(type)) {
            return bean(message, task, reader, expected, type);
        }
        Map<String, String> inScope = inScope(message);
        boolean multipart = ResponseReader.isMultipart(task.response());
        if (type == String.class && !multipart) {
            return text(fragment(reader, inScope));
        }
        if (Node.class.isAssignableFrom(type) || multipart) {
            Document document = StaxUtils.read(fragment(reader, inScope));
            if (multipart) {
                XopIncludes.resolve(document, message.get(Attachments.class));
            }
            if (type == String.class) {
                return StaxUtils.toString(document.getDocumentElement());
            }
            return type == Element.class
                    ? document.getDocumentElement()
                    : type == Source.class ? new DOMSource(document) : document;
        }
        skip(reader);
        return source(message, task, inScope);
    }

    private static XMLStreamReader fragment(XMLStreamReader reader, Map<String, String> inScope) {
        FragmentStreamReader fragment = new FragmentStreamReader(new InScopeReader(reader, inScope), true);
        fragment.setAdvanceAtEnd(false);
        return fragment;
    }

    /**
     * A second reader over the bytes of the response, for the caller to read at any time. The first one continues to the end of the
     * document, so that the caller only gets complete responses.
     */
    private static Source source(SoapMessage message, Task task, Map<String, String> inScope)
            throws XMLStreamException {
        XMLStreamReader second = task.xml()
                .atRoot(
                        task.response().stream(),
                        task.encoding(),
                        // The caller reads it when the callout has ended.
                        new ReadingBudget(task.budget().limits(), () -> {}));
        while (!message.getVersion().getBody().equals(second.getName())) {
            do {
                second.next();
            } while (!second.isStartElement());
        }
        second.nextTag();
        return new StaxSource(fragment(second, inScope));
    }

    private static @Nullable Object bean(
            SoapMessage message, Task task, XMLStreamReader reader, QName expected, Class<?> type) {
        MessagePartInfo part = new MessagePartInfo(expected, null);
        part.setElement(true);
        part.setElementQName(expected);
        part.setConcreteName(expected);
        part.setTypeClass(type);
        DataBindings.Bound bound = task.bindings().bean(type);
        BeanReader data = new BeanReader(bound, message);
        return data.read(part, reader, type);
    }

    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = StaxUtils.createXMLStreamWriter(text);
        StaxUtils.copy(reader, writer);
        writer.flush();
        return text.toString();
    }

    @SuppressWarnings("unchecked") // CXF stores a map of prefixes and namespaces under this name
    private static Map<String, String> inScope(SoapMessage message) {
        Object map = message.get(SoapDecoder.BODY_NAMESPACES);
        return map == null ? Map.of() : (Map<String, String>) map;
    }

    private static CalloutResponseException unexpected(QName expected, QName found) {
        return new CalloutResponseException(
                "Web service callout failed: Unexpected element. Parser was expecting element '"
                        + expected.getNamespaceURI() + ":" + expected.getLocalPart() + "' but found '"
                        + found.getNamespaceURI() + ":" + found.getLocalPart()
                        + "'. Check the response element and its namespace against the service's WSDL.",
                null);
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** A body that ended with the connection may have been truncated; only a complete document proves that it was not. */
    private static void toTheEnd(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }
}

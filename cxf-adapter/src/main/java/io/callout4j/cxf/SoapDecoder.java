package io.callout4j.cxf;

import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec.Decoded;
import java.io.InputStream;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.attachment.AttachmentDeserializer;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.ReadHeadersInterceptor;
import org.apache.cxf.bus.managers.PhaseManagerImpl;
import org.apache.cxf.headers.Header;
import org.apache.cxf.interceptor.AttachmentInInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Reads envelopes with CXF's inbound interceptors. Thread-safe; shared by all operations. */
final class SoapDecoder {

    /** CXF's key for the namespaces in scope in the Body; it collects them if the flag is set. */
    static final String BODY_NAMESPACES = "soap.body.ns.context";

    private static final String COLLECT_NAMESPACES = "org.apache.cxf.binding.soap.addNamespaceContext";

    private final DataBindings bindings;
    private final EnvelopeXml xml;
    private final PhaseInterceptorChain template;
    private final BodyReader body = new BodyReader();

    SoapDecoder(DataBindings bindings, EnvelopeXml xml) {
        this.bindings = bindings;
        this.xml = xml;
        template = new PhaseInterceptorChain(new PhaseManagerImpl().getInPhases());
        template.add(new AttachmentInInterceptor());
        template.add(new SafeXml(xml));
        template.add(new ReadHeadersInterceptor(null));
        template.add(body);
    }

    static boolean isSoap(@Nullable String namespace) {
        return Soap11.SOAP_NAMESPACE.equals(namespace) || Soap12.SOAP_NAMESPACE.equals(namespace);
    }

    /**
     * The content of the Body in the requested type, null if it is empty, and the blocks of the Header; a fault is thrown.
     *
     * @param reader at the start of the envelope, to continue from there; null if the response is multipart
     */
    Decoded.Value decode(
            CalloutRequest request,
            HttpResponse response,
            @Nullable String encoding,
            @Nullable XMLStreamReader reader,
            ReadingBudget budget) {
        SoapMessage message = message(request, response, encoding, budget);
        if (reader != null && !DataBindings.isXml(request.responseType())) {
            try {
                // The server may respond with the other version of SOAP.
                message.setVersion(
                        Soap12.SOAP_NAMESPACE.equals(reader.getNamespaceURI())
                                ? Soap12.getInstance()
                                : Soap11.getInstance());
                if (reader.nextTag() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Body")) {
                    return straight(message, reader);
                }
                // Releases its buffers.
                reader.close();
            } catch (XMLStreamException | RuntimeException e) {
                throw unreadable(e);
            }
        }
        return throughChain(message, response);
    }

    /** An envelope that begins with its Body does not need CXF's interceptors. */
    private Decoded.Value straight(SoapMessage message, XMLStreamReader reader) {
        message.setContent(XMLStreamReader.class, reader);
        body.handleMessage(message);
        List<?> content = message.getContent(List.class);
        return new Decoded.Value(content == null ? null : content.get(0), List.of());
    }

    private SoapMessage message(
            CalloutRequest request, HttpResponse response, @Nullable String encoding, ReadingBudget budget) {
        SoapMessage message = new SoapMessage(SoapEncoder.version(request.operation()));
        Exchange exchange = new ExchangeImpl();
        exchange.setInMessage(message);
        message.put(Message.REQUESTOR_ROLE, true);
        message.put(Message.INBOUND_MESSAGE, true);
        message.put(Message.CONTENT_TYPE, contentType(response));
        message.put(Message.ENCODING, encoding);
        message.put(FaultListener.class.getName(), SoapEncoder.SILENT);
        // The size of the response is already limited; none of it is written to a file.
        message.put(AttachmentDeserializer.ATTACHMENT_MEMORY_THRESHOLD, Integer.toString(Integer.MAX_VALUE));
        // One more, because Attachments checks the limit, with a better message.
        message.put(AttachmentDeserializer.ATTACHMENT_MAX_COUNT, Integer.toString(attachments(budget) + 1));
        message.put(ReadingBudget.class, budget);
        message.put(COLLECT_NAMESPACES, DataBindings.isXml(request.responseType()));
        message.put(BodyReader.Task.class, new BodyReader.Task(request, response, encoding, bindings, xml, budget));
        return message;
    }

    private static int attachments(ReadingBudget budget) {
        return Math.min(budget.limits().attachments(), Integer.MAX_VALUE - 1);
    }

    /** CXF looks for the boundary in all of the content type, also inside of other parameters; it only gets to see the boundary. */
    private static @Nullable String contentType(HttpResponse response) {
        return ResponseReader.isMultipart(response)
                ? response.mediaType() + "; boundary=\"" + response.contentTypeParameter("boundary") + "\""
                : response.contentType();
    }

    private Decoded.Value throughChain(SoapMessage message, HttpResponse response) {
        message.setContent(InputStream.class, response.stream());
        PhaseInterceptorChain chain = template.cloneChain();
        message.setInterceptorChain(chain);
        chain.doIntercept(message);
        Exception failure = message.getContent(Exception.class);
        if (failure != null) {
            throw unreadable(failure);
        }
        List<?> content = message.getContent(List.class);
        return new Decoded.Value(content == null ? null : content.get(0), headers(message));
    }

    private static List<Element> headers(SoapMessage message) {
        return message.getHeaders().stream()
                .map(Header::getObject)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static RuntimeException unreadable(Exception failure) {
        ChainFailure why = ChainFailure.of(failure);
        return why.meant() != null
                ? why.meant()
                : new CalloutResponseException(
                        "Web service callout failed: The response could not be read: " + why.reason()
                                + " The service sent XML that is damaged, truncated, or does not match the response type; the"
                                + " server has acted on the request.",
                        failure);
    }

    /**
     * Reads the attachments and opens the envelope; in a multipart response that is the root part, which CXF has already set as the
     * message's stream.
     */
    private static final class SafeXml extends AbstractPhaseInterceptor<SoapMessage> {

        private final EnvelopeXml xml;

        SafeXml(EnvelopeXml xml) {
            super(Phase.POST_STREAM);
            this.xml = xml;
        }

        @Override
        public void handleMessage(SoapMessage message) {
            ReadingBudget budget = message.get(ReadingBudget.class);
            message.put(Attachments.class, Attachments.of(message.getAttachments(), budget));
            InputStream in = message.getContent(InputStream.class);
            try {
                XMLStreamReader reader = xml.atRoot(in, (String) message.get(Message.ENCODING), budget);
                message.setContent(XMLStreamReader.class, reader);
            } catch (XMLStreamException e) {
                throw new Fault(e);
            }
        }
    }
}

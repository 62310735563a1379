package io.callout4j.cxf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.rules.SizeLimit;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.spi.SoapCodec.Encoded;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.namespace.QName;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.SoapVersion;
import org.apache.cxf.binding.soap.interceptor.SoapOutInterceptor;
import org.apache.cxf.binding.soap.interceptor.SoapPreProtocolOutInterceptor;
import org.apache.cxf.binding.soap.model.SoapBindingInfo;
import org.apache.cxf.bus.managers.PhaseManagerImpl;
import org.apache.cxf.databinding.DataBinding;
import org.apache.cxf.interceptor.AbstractOutDatabindingInterceptor;
import org.apache.cxf.interceptor.AttachmentOutInterceptor;
import org.apache.cxf.interceptor.StaxOutInterceptor;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.ServiceImpl;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.service.model.InterfaceInfo;
import org.apache.cxf.service.model.MessageInfo;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * Writes the envelopes of one operation with one payload class, with a CXF service model and outbound interceptors that are built once.
 * Thread-safe; contains neither address nor identity.
 */
final class SoapEncoder {

    /** CXF would log a stack trace for each failing message; the caller gets an exception instead. */
    static final FaultListener SILENT = (exception, description, message) -> false;

    private static final byte[] AFTER = "</soap:Body></soap:Envelope>".getBytes(UTF_8);

    private static final Set<String> MUST_UNDERSTAND = Set.of("1", "true");

    private final Operation operation;
    private final DataBindings bindings;
    private final int limit;
    private final SoapVersion version;
    private final Service service;
    private final BindingOperationInfo model;
    private final PhaseInterceptorChain template;
    private final MessagePartInfo part;
    private final byte[] before;
    /** The headers of a message without SOAP Header blocks and attachments; null before the first such message. */
    private volatile @Nullable Map<String, String> plainHeaders;

    SoapEncoder(Operation operation, Class<?> payload, DataBindings bindings, int limit) {
        this.operation = operation;
        this.bindings = bindings;
        this.limit = limit;
        this.version = version(operation);
        DataBinding binding = bindings.of(payload);
        ServiceInfo info = new ServiceInfo();
        this.model = model(info, operation, payload, version);
        this.service = new ServiceImpl(info);
        this.service.setDataBinding(binding);
        this.template = new PhaseInterceptorChain(new PhaseManagerImpl().getOutPhases());
        this.template.add(new SoapPreProtocolOutInterceptor());
        this.template.add(new AttachmentOutInterceptor());
        this.template.add(new StaxOutInterceptor());
        this.template.add(new SoapOutInterceptor(null));
        this.template.add(new BodyWriter());
        this.part = model.getInput().getMessageParts().get(0);
        this.before = ("<soap:Envelope xmlns:soap=\"" + version.getNamespace() + "\"><soap:Body>").getBytes(UTF_8);
    }

    static SoapVersion version(Operation operation) {
        return operation.soapVersion() == io.callout4j.request.Operation.SoapVersion.V1_2
                ? Soap12.getInstance()
                : Soap11.getInstance();
    }

    private static BindingOperationInfo model(
            ServiceInfo info, Operation operation, Class<?> payload, SoapVersion version) {
        String namespace = operation.request().getNamespaceURI();
        info.setName(new QName(namespace, "Callout"));
        InterfaceInfo port = new InterfaceInfo(info, new QName(namespace, "CalloutPort"));
        OperationInfo called = port.addOperation(operation.request());
        MessageInfo input = called.createMessage(operation.request(), MessageInfo.Type.INPUT);
        called.setInput("request", input);
        MessagePartInfo part = input.addMessagePart(operation.request());
        part.setElement(true);
        part.setElementQName(operation.request());
        part.setConcreteName(operation.request());
        part.setTypeClass(payload);
        SoapBindingInfo binding = new SoapBindingInfo(info, version.getBindingId(), version);
        BindingOperationInfo model = binding.buildOperation(operation.request(), "request", null);
        binding.addOperation(model);
        info.addBinding(binding);
        return model;
    }

    Encoded encode(CalloutRequest request) {
        if (operation.mtom()
                || !request.soapHeaders().isEmpty()
                || DataBindings.isXml(request.payload().getClass())) {
            return throughChain(request);
        }
        Map<String, String> known = plainHeaders;
        if (known != null) {
            return straight(request, known);
        }
        Encoded first = throughChain(request);
        plainHeaders = first.headers();
        return first;
    }

    /**
     * Writes an envelope that contains only a bean, with CXF's data binding but without its interceptors, which take as much time as the
     * binding. The HTTP headers are those of the first message, which went through the chain.
     */
    private Encoded straight(CalloutRequest request, Map<String, String> headers) {
        LimitedBuffer buffer = new LimitedBuffer(limit);
        try {
            buffer.write(before);
            service.getDataBinding().createWriter(OutputStream.class).write(request.payload(), part, buffer);
            buffer.write(AFTER);
        } catch (IOException | RuntimeException e) {
            throw refused(buffer, e);
        }
        return buffer.toRequest(headers);
    }

    private Encoded throughChain(CalloutRequest request) {
        LimitedBuffer buffer = new LimitedBuffer(limit);
        SoapMessage message = message(request, buffer);
        PhaseInterceptorChain chain = template.cloneChain();
        message.setInterceptorChain(chain);
        chain.doIntercept(message);
        Exception failure = message.getContent(Exception.class);
        if (failure != null) {
            throw refused(buffer, failure);
        }
        return buffer.toRequest(headers(message));
    }

    private SoapMessage message(CalloutRequest request, LimitedBuffer buffer) {
        SoapMessage message = new SoapMessage(version);
        Exchange exchange = new ExchangeImpl();
        exchange.setOutMessage(message);
        exchange.put(Service.class, service);
        exchange.put(BindingOperationInfo.class, model);
        message.put(Message.REQUESTOR_ROLE, true);
        message.put(Message.INBOUND_MESSAGE, false);
        message.put(Message.MTOM_ENABLED, operation.mtom());
        message.put(org.apache.cxf.binding.soap.SoapBindingConstants.SOAP_ACTION, operation.soapAction());
        message.put(FaultListener.class.getName(), SILENT);
        message.setContent(java.io.OutputStream.class, buffer);
        message.setContent(List.class, new MessageContentsList(payload(request.payload())));
        for (CalloutRequest.HeaderBlock block : request.soapHeaders()) {
            message.getHeaders().add(header(block));
        }
        return message;
    }

    private static Object payload(Object payload) {
        return payload instanceof String text ? new StreamSource(new StringReader(text)) : payload;
    }

    private SoapHeader header(CalloutRequest.HeaderBlock block) {
        // Unlike in the Body, a string is not XML here: JAXB wraps it into the header's element.
        SoapHeader header = new SoapHeader(
                block.name(), block.value(), bindings.ofHeader(block.value().getClass()));
        if (block.value() instanceof Element element) {
            // CXF writes SOAP's attributes from the properties of the header, and omits those of the element.
            String namespace = version.getNamespace();
            header.setMustUnderstand(MUST_UNDERSTAND.contains(
                    element.getAttributeNS(namespace, "mustUnderstand").strip()));
            if (element.hasAttributeNS(namespace, version.getAttrNameRole())) {
                header.setActor(element.getAttributeNS(namespace, version.getAttrNameRole()));
            }
        }
        return header;
    }

    private Map<String, String> headers(SoapMessage message) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", contentType(message));
        if (version instanceof Soap11) {
            headers.put("SOAPAction", '"' + operation.soapAction() + '"');
        }
        return headers;
    }

    /** CXF omits the charset from the content type of a single part; a multipart type is complete. */
    private static String contentType(SoapMessage message) {
        String type = Objects.requireNonNull((String) message.get(Message.CONTENT_TYPE));
        if (type.startsWith("multipart/") || type.contains("charset=")) {
            return type;
        }
        int parameters = type.indexOf(';');
        return parameters < 0
                ? type + "; charset=UTF-8"
                : type.substring(0, parameters) + "; charset=UTF-8" + type.substring(parameters);
    }

    private RuntimeException refused(LimitedBuffer buffer, Exception failure) {
        if (buffer.exceeded()) {
            return SizeLimit.requestTooLarge(limit);
        }
        ChainFailure why = ChainFailure.of(failure);
        return why.meant() != null
                ? why.meant()
                : new CalloutConfigurationException(
                        "The request " + operation.request().getLocalPart() + " could not be written as XML: "
                                + why.reason()
                                + " Nothing was sent. Check the payload: well-formed XML, or a bean that JAXB can write.",
                        failure);
    }

    /** Writes the payload into the Body as one bare part. */
    private static final class BodyWriter extends AbstractOutDatabindingInterceptor {

        BodyWriter() {
            super(Phase.MARSHAL);
        }

        @Override
        public void handleMessage(Message message) {
            Exchange exchange = message.getExchange();
            BindingOperationInfo operation = exchange.getBindingOperationInfo();
            writeParts(
                    message,
                    exchange,
                    operation,
                    MessageContentsList.getContentsList(message),
                    operation.getInput().getMessageParts());
        }
    }
}

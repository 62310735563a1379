package io.callout4j.cxf;

import io.callout4j.cxf.values.CheckedReader;
import io.callout4j.error.CalloutResponseException;
import jakarta.xml.bind.attachment.AttachmentUnmarshaller;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxb.JAXBDataBinding;
import org.apache.cxf.jaxb.io.DataReaderImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.model.MessagePartInfo;
import org.jspecify.annotations.Nullable;

/** Binds one response with JAXB: CXF's reader, with our attachments and checked values. */
final class BeanReader extends DataReaderImpl<XMLStreamReader> {

    private final DataBindings.Bound bound;
    private final SoapMessage message;
    private final Attachments parts;

    BeanReader(DataBindings.Bound bound, SoapMessage message) {
        super(bound.binding(), true);
        this.bound = bound;
        this.message = message;
        Attachments read = message.get(Attachments.class);
        // A response that is not multipart may refer to attachments all the same.
        parts = read == null ? Attachments.of(null, message.get(ReadingBudget.class)) : read;
    }

    @Nullable
    Object read(MessagePartInfo part, XMLStreamReader reader, Class<?> type) {
        Object value = bind(part, reader, type);
        parts.handOver();
        return value;
    }

    private @Nullable Object bind(MessagePartInfo part, XMLStreamReader reader, Class<?> type) {
        if (bound.types() == null) {
            message.put(JAXBDataBinding.SET_VALIDATION_EVENT_HANDLER, false);
            setProperty(Message.class.getName(), message);
            return read(part, reader);
        }
        CheckedReader checked = new CheckedReader(reader, bound.types(), type);
        message.put(JAXBDataBinding.READER_VALIDATION_EVENT_HANDLER, checked);
        setProperty(Message.class.getName(), message);
        try {
            return read(part, checked);
        } catch (Fault e) {
            throw checked.rejected() == null ? e : unbound(checked.rejected(), e);
        }
    }

    private static CalloutResponseException unbound(String problem, Fault cause) {
        return new CalloutResponseException(
                "Web service callout failed: The response could not be read: " + problem
                        + " The server has acted on the request.",
                cause);
    }

    @Override
    protected AttachmentUnmarshaller getAttachmentUnmarshaller() {
        return parts;
    }
}

package io.callout4j.cxf;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.callout4j.request.CalloutLimits;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * Opens XML from a server: no DTD, no entities except the five of XML, no external resources, limited depth and attributes; a {@link
 * BoundedReader} limits what Woodstox does not. The length is already limited by the limit for responses. Thread-safe.
 */
final class EnvelopeXml {

    private final WstxInputFactory factory = new WithoutInterning();

    EnvelopeXml(CalloutLimits limits) {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.xmlDepth());
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.xmlAttributes());
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to an external entity, which SOAP forbids");
        });
    }

    /** A reader positioned at the root element. */
    BoundedReader atRoot(InputStream in, @Nullable String encoding, ReadingBudget budget) throws XMLStreamException {
        XMLStreamReader reader =
                encoding == null ? factory.createXMLStreamReader(in) : factory.createXMLStreamReader(in, encoding);
        while (next(reader, budget) != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                // SOAP 1.1 section 3; also, DTDs can be used to read files or to exhaust memory.
                throw new ForbiddenXmlException("it contains a document type declaration (DTD), which SOAP forbids");
            }
        }
        return new BoundedReader(reader, budget);
    }

    private static int next(XMLStreamReader reader, ReadingBudget budget) throws XMLStreamException {
        budget.step();
        try {
            return reader.next();
        } catch (XMLStreamException e) {
            throw BoundedReader.limitOr(e, budget.limits());
        }
    }

    /**
     * Does not intern names: the JVM's table of strings can be slowed down by names with the same hash too, for the whole process, and in
     * JDK 17 it has crashed while it was growing.
     */
    private static final class WithoutInterning extends WstxInputFactory {
        @Override
        public ReaderConfig createPrivateConfig() {
            ReaderConfig config = super.createPrivateConfig();
            config.getSymbols().setInternStrings(false);
            return config;
        }
    }

    /** Well-formed XML that is rejected because of its content. */
    static final class ForbiddenXmlException extends XMLStreamException {
        private static final long serialVersionUID = 1L;

        ForbiddenXmlException(String message) {
            super(message);
        }
    }
}

package io.callout4j.cli.caller;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.CalloutRequest.HeaderBlock;
import io.callout4j.SoapVersion;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What is to be sent, as it stands in a file: a SOAP envelope, or the element that goes into its Body.
 *
 * @param version the SOAP version of the envelope, null where there is none around the element
 * @param headers the blocks of the envelope's Header
 * @param body the element in the Body
 */
public record EnvelopeFile(@Nullable SoapVersion version, List<HeaderBlock> headers, Element body) {

    private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";

    /** Twice the limit of a request: what is larger cannot become smaller than that by being read. */
    private static final int LARGEST_FILE = 12_000_000;

    /**
     * Reads a file, or standard input for {@code -}.
     *
     * @throws UsageException where it cannot be read
     * @throws CalloutConfigurationException where it is not what can be sent
     */
    public static EnvelopeFile of(String file, Surroundings surroundings) {
        try (InputStream in = file.equals("-") ? surroundings.in() : Files.newInputStream(Path.of(file))) {
            byte[] content = in.readNBytes(LARGEST_FILE + 1);
            if (content.length > LARGEST_FILE) {
                throw new CalloutConfigurationException(
                        "Exceeded max size limit of 6000000 with request size more than " + LARGEST_FILE
                                + ". Nothing was sent. Send less.");
            }
            return of(content);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("The file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Check its path and its permissions.");
        }
    }

    /**
     * Reads the XML; the charset is told by itself.
     *
     * @throws CalloutConfigurationException where it is not what can be sent
     */
    public static EnvelopeFile of(byte[] xml) {
        Element root = parse(xml);
        String namespace = root.getNamespaceURI();
        boolean envelope = "Envelope".equals(root.getLocalName());
        if (envelope && (SOAP_1_1.equals(namespace) || SOAP_1_2.equals(namespace))) {
            SoapVersion version = SOAP_1_1.equals(namespace) ? SoapVersion.V1_1 : SoapVersion.V1_2;
            return inside(root, String.valueOf(namespace), version);
        }
        return new EnvelopeFile(null, List.of(), root);
    }

    private static EnvelopeFile inside(Element envelope, String namespace, SoapVersion version) {
        List<HeaderBlock> headers = new ArrayList<>();
        List<Element> bodies = new ArrayList<>();
        checkAttributes(envelope);
        for (Element part : children(envelope)) {
            if (!namespace.equals(part.getNamespaceURI())) {
                continue;
            }
            if ("Header".equals(part.getLocalName())) {
                for (Element block : children(part)) {
                    headers.add(new HeaderBlock(name(block), alone(block)));
                }
            } else if ("Body".equals(part.getLocalName())) {
                checkAttributes(part);
                bodies.addAll(children(part));
            }
        }
        if (bodies.size() != 1) {
            throw refused("its Body holds " + bodies.size() + " elements", "Put one element into the Body.");
        }
        return new EnvelopeFile(version, headers, alone(bodies.get(0)));
    }

    /** What stands on Envelope and Body themselves cannot be sent; said rather than lost. */
    private static void checkAttributes(Element part) {
        NamedNodeMap attributes = part.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (!carriesOver(attribute)) {
                throw refused(
                        "its " + part.getLocalName() + " has the attribute " + attribute.getName()
                                + ", which would be lost (and a signature with it)",
                        "Take it out.");
            }
        }
    }

    /** Declarations of prefixes, and the encoding style, which SOAP 1.1 (section 4.1.1) allows on any element. */
    private static boolean carriesOver(Attr attribute) {
        return XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                || "encodingStyle".equals(attribute.getLocalName());
    }

    private static QName name(Element element) {
        return new QName(element.getNamespaceURI() == null ? "" : element.getNamespaceURI(), element.getLocalName());
    }

    public QName bodyName() {
        return name(body);
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** The prefixes that are declared around the element are declared on it, since its text may use them. */
    private static Element alone(Element element) {
        for (Node around = element.getParentNode(); around instanceof Element; around = around.getParentNode()) {
            NamedNodeMap attributes = around.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Attr attribute = (Attr) attributes.item(i);
                if (carriesOver(attribute) && !element.hasAttribute(attribute.getName())) {
                    element.setAttributeNS(attribute.getNamespaceURI(), attribute.getName(), attribute.getValue());
                }
            }
        }
        return element;
    }

    private static Element parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The parser's own would print to standard error.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXException | IOException e) {
            String why = String.valueOf(e.getMessage());
            throw why.contains("DOCTYPE is disallowed")
                    ? refused("it has a document type declaration (DTD), which SOAP forbids", "Take it out.")
                    : refused("it is not well-formed XML: " + why.replaceAll("\\.$", ""), "Mend it.");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser cannot be made safe.", e);
        }
    }

    private static CalloutConfigurationException refused(String why, String cure) {
        return new CalloutConfigurationException(
                "What is to be sent cannot be: " + why + ". Nothing was sent. " + cure);
    }
}

package io.callout4j.cli.caller;

import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.UsageException;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutRequest.HeaderBlock;
import io.callout4j.request.Operation.SoapVersion;
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
 * What a file says to send: a SOAP envelope, or the element that goes into its Body.
 *
 * @param version the SOAP version of the envelope, or null if the file contains only the element
 * @param headers the header blocks of the envelope
 * @param body the element in the Body
 */
public record EnvelopeFile(@Nullable SoapVersion version, List<HeaderBlock> headers, Element body) {

    private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";

    /** Twice the size limit of a request, because UTF-16 can shrink to half when it is sent as UTF-8. */
    private static final int MAX_BYTES = 12_000_000;

    /**
     * Reads a file, or standard input for {@code -}.
     *
     * @param file the file's name
     * @param environment the environment
     * @return what to send
     * @throws UsageException if the file cannot be read
     * @throws CalloutConfigurationException if its content cannot be sent
     */
    public static EnvelopeFile of(String file, CliEnvironment environment) {
        try (InputStream in = file.equals("-") ? environment.in() : Files.newInputStream(Path.of(file))) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new CalloutConfigurationException(
                        "Exceeded max size limit of 6000000 with request size more than " + MAX_BYTES
                                + ". Nothing was sent. Send a smaller request.");
            }
            return of(content);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("The file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Check its path and permissions.");
        }
    }

    /**
     * Parses XML. The encoding is detected from the content.
     *
     * @param xml the XML
     * @return what to send
     * @throws CalloutConfigurationException if it cannot be sent
     */
    public static EnvelopeFile of(byte[] xml) {
        Element root = parse(xml);
        String namespace = root.getNamespaceURI();
        boolean envelope = "Envelope".equals(root.getLocalName());
        if (envelope && (SOAP_1_1.equals(namespace) || SOAP_1_2.equals(namespace))) {
            SoapVersion version = SOAP_1_1.equals(namespace) ? SoapVersion.V1_1 : SoapVersion.V1_2;
            return fromEnvelope(root, String.valueOf(namespace), version);
        }
        return new EnvelopeFile(null, List.of(), root);
    }

    private static EnvelopeFile fromEnvelope(Element envelope, String namespace, SoapVersion version) {
        List<HeaderBlock> headers = new ArrayList<>();
        List<Element> bodies = new ArrayList<>();
        checkAttributes(envelope);
        for (Element part : children(envelope)) {
            if (!namespace.equals(part.getNamespaceURI())) {
                continue;
            }
            if ("Header".equals(part.getLocalName())) {
                for (Element block : children(part)) {
                    headers.add(new HeaderBlock(name(block), detached(block)));
                }
            } else if ("Body".equals(part.getLocalName())) {
                checkAttributes(part);
                bodies.addAll(children(part));
            }
        }
        if (bodies.size() != 1) {
            throw refused("its Body contains " + bodies.size() + " elements", "Put exactly one element into the Body.");
        }
        return new EnvelopeFile(version, headers, detached(bodies.get(0)));
    }

    /** Attributes of Envelope and Body cannot be sent. Refusing them is better than dropping them silently. */
    private static void checkAttributes(Element part) {
        NamedNodeMap attributes = part.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (!carriesOver(attribute)) {
                throw refused(
                        "its " + part.getLocalName() + " has the attribute " + attribute.getName()
                                + ", which would be lost (and a signature with it)",
                        "Remove it.");
            }
        }
    }

    /** Namespace declarations, and the encoding style, which SOAP 1.1 (section 4.1.1) allows on any element. */
    private static boolean carriesOver(Attr attribute) {
        return XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                || "encodingStyle".equals(attribute.getLocalName());
    }

    private static QName name(Element element) {
        return new QName(element.getNamespaceURI() == null ? "" : element.getNamespaceURI(), element.getLocalName());
    }

    /**
     * {@return the name of the element in the Body}
     */
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

    /** Copies the namespace declarations around the element onto it, because its text may use their prefixes. */
    private static Element detached(Element element) {
        for (Node parent = element.getParentNode(); parent instanceof Element; parent = parent.getParentNode()) {
            NamedNodeMap attributes = parent.getAttributes();
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
            // The default handler would print to standard error.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXException | IOException e) {
            String why = String.valueOf(e.getMessage());
            throw why.contains("DOCTYPE is disallowed")
                    ? refused("it has a document type declaration (DTD), which SOAP forbids", "Remove it.")
                    : refused("it is not well-formed XML: " + why.replaceAll("\\.$", ""), "Fix it.");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser cannot be secured.", e);
        }
    }

    private static CalloutConfigurationException refused(String why, String remedy) {
        return new CalloutConfigurationException(
                "The request cannot be sent: " + why + ". Nothing was sent. " + remedy);
    }
}

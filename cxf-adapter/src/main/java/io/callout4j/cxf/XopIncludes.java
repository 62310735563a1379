package io.callout4j.cxf;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * If the caller asked for XML, puts the attachments of a response back into it as base64 (XML-binary Optimized Packaging, section 3.2). For
 * a bean, JAXB does this.
 */
final class XopIncludes {

    private static final String XOP = "http://www.w3.org/2004/08/xop/include";

    private XopIncludes() {}

    /** Replaces the references below a document, in one pass without recursion. */
    static void resolve(Document document, Attachments attachments) {
        Node node = document.getDocumentElement();
        while (node != null) {
            if (XOP.equals(node.getNamespaceURI()) && "Include".equals(node.getLocalName())) {
                Node text = document.createTextNode(base64((Element) node, attachments));
                node.getParentNode().replaceChild(text, node);
                node = text;
            }
            node = following(node);
        }
    }

    /** The next node in document order, or null at the end. */
    private static @Nullable Node following(Node node) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != null && at.getNextSibling() == null) {
            at = at.getParentNode();
        }
        return at == null ? null : at.getNextSibling();
    }

    private static String base64(Element include, Attachments attachments) {
        return Base64.getEncoder().encodeToString(attachments.getAttachmentAsByteArray(include.getAttribute("href")));
    }
}

package io.callout4j.cxf;

import io.callout4j.error.CalloutResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import org.apache.cxf.message.Attachment;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * If the caller asked for XML, puts the attachments of a response back into it as base64 (XML-binary Optimized Packaging, section 3.2). For
 * a bean, JAXB does this.
 */
final class XopIncludes {

    private static final String XOP = "http://www.w3.org/2004/08/xop/include";

    private XopIncludes() {}

    static void resolve(Document document, @Nullable Collection<Attachment> attachments) {
        NodeList includes = document.getElementsByTagNameNS(XOP, "Include");
        // The list is live: a replaced element disappears from it.
        while (includes.getLength() > 0) {
            Element include = (Element) includes.item(0);
            Node parent = include.getParentNode();
            parent.replaceChild(document.createTextNode(base64(include, attachments)), include);
        }
    }

    private static String base64(Element include, @Nullable Collection<Attachment> attachments) {
        String href = include.getAttribute("href");
        String id = href.startsWith("cid:") ? decoded(href.substring(4)) : "";
        if (attachments != null) {
            for (Attachment attachment : attachments) {
                if (id.equals(attachment.getId())) {
                    return base64(attachment);
                }
            }
        }
        throw new CalloutResponseException(
                "Web service callout failed: The response refers to a missing attachment (" + href
                        + "). The response is damaged; contact the server operator.",
                null);
    }

    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }

    private static String base64(Attachment attachment) {
        try (InputStream in = attachment.getDataHandler().getInputStream()) {
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        } catch (IOException e) {
            throw new CalloutResponseException(
                    "Web service callout failed: An attachment of the response could not be read: " + e + ".", e);
        }
    }
}

package io.callout4j.cxf;

import io.callout4j.error.CalloutResponseException;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.xml.bind.attachment.AttachmentUnmarshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.cxf.message.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a response, read completely, so that each can be referred to and read any number of times. CXF's own are streams that
 * are empty the second time, and a missing one shows when it is read, long after the callout. For one response and one thread, until it
 * is handed over.
 */
final class Attachments extends AttachmentUnmarshaller {

    private final Map<String, Part> parts = new HashMap<>();
    private final ReadingBudget budget;
    private final boolean multipart;
    private boolean handedOver;

    private Attachments(ReadingBudget budget, boolean multipart) {
        this.budget = budget;
        this.multipart = multipart;
    }

    /**
     * Reads the parts of a response.
     *
     * @param attachments as CXF provides them, or null if the response is not multipart
     */
    static Attachments of(@Nullable Collection<Attachment> attachments, ReadingBudget budget) {
        Attachments all = new Attachments(budget, attachments != null);
        int count = 0;
        for (Attachment each : attachments == null ? List.<Attachment>of() : attachments) {
            if (++count > budget.limits().attachments()) {
                throw ReadingBudget.exceeded(
                        "it has more than " + budget.limits().attachments() + " attachments",
                        "attachments",
                        "Attachments");
            }
            budget.check();
            all.add(each);
        }
        return all;
    }

    private void add(Attachment attachment) {
        if (attachment.getId() != null && parts.containsKey(attachment.getId())) {
            throw new CalloutResponseException(
                    "Web service callout failed: Two attachments of the response have the same Content-ID, "
                            + attachment.getId() + ". The response is ambiguous; contact the server operator.",
                    null);
        }
        parts.put(String.valueOf(attachment.getId()), read(attachment));
    }

    /** The value of the response is complete; from now on, the caller may read the attachments any number of times. Throws what JAXB has ignored. */
    void handOver() {
        budget.rethrow();
        handedOver = true;
    }

    private Part read(Attachment attachment) {
        DataHandler content = attachment.getDataHandler();
        try (InputStream in = content.getInputStream()) {
            return new Part(
                    in.readAllBytes(),
                    Objects.requireNonNullElse(content.getContentType(), "application/octet-stream"));
        } catch (IOException e) {
            throw new CalloutResponseException(
                    "Web service callout failed: An attachment of the response could not be read: " + e + ".", e);
        }
    }

    @Override
    public DataHandler getAttachmentAsDataHandler(String reference) {
        return new DataHandler(find(reference));
    }

    @Override
    public byte[] getAttachmentAsByteArray(String reference) {
        Part part = find(reference);
        budget.copy(part.content.length);
        return part.content.clone();
    }

    @Override
    public boolean isXOPPackage() {
        return multipart;
    }

    /** Only parts of the response can be referred to; a URL is never fetched (RFC 2392; XML-binary Optimized Packaging, section 4.2). */
    private Part find(String reference) {
        budget.reference();
        Part part = parts.get(reference.startsWith("cid:") ? decoded(reference.substring(4)) : reference);
        if (part == null) {
            throw budget.failed(new CalloutResponseException(
                    "Web service callout failed: The response refers to a missing attachment (" + reference
                            + "). The response is damaged; contact the server operator.",
                    null));
        }
        return part;
    }

    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }

    /** The content of an attachment, as often as it is asked for. */
    private final class Part implements DataSource {

        private final byte[] content;
        private final String contentType;

        Part(byte[] content, String contentType) {
            this.content = content;
            this.contentType = contentType;
        }

        @Override
        public InputStream getInputStream() {
            if (!handedOver) {
                // For a byte array, JAXB reads the stream.
                budget.copy(content.length);
            }
            return new ByteArrayInputStream(content);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("An attachment of a response cannot be changed");
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public String getName() {
            return "";
        }
    }
}

package io.callout4j.cxf;

import io.callout4j.error.CalloutResponseException;
import jakarta.activation.DataHandler;
import jakarta.xml.bind.attachment.AttachmentUnmarshaller;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.cxf.attachment.ByteDataSource;
import org.apache.cxf.message.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a response, read completely, so that each can be referred to and read any number of times. CXF's own are streams that
 * are empty the second time, and a missing one shows when it is read, long after the callout. For one response and one thread.
 */
final class Attachments extends AttachmentUnmarshaller {

    private final Map<String, ByteDataSource> parts;
    private final ReadingBudget budget;
    private final boolean multipart;

    private Attachments(Map<String, ByteDataSource> parts, ReadingBudget budget, boolean multipart) {
        this.parts = parts;
        this.budget = budget;
        this.multipart = multipart;
    }

    /**
     * Reads the parts of a response.
     *
     * @param attachments as CXF provides them, or null if the response is not multipart
     */
    static Attachments of(@Nullable Collection<Attachment> attachments, ReadingBudget budget) {
        if (attachments == null) {
            return new Attachments(Map.of(), budget, false);
        }
        Map<String, ByteDataSource> parts = new HashMap<>();
        int count = 0;
        for (Attachment each : attachments) {
            if (++count > budget.limits().attachments()) {
                throw ReadingBudget.exceeded(
                        "it has more than " + budget.limits().attachments() + " attachments",
                        "attachments",
                        "Attachments");
            }
            budget.check();
            if (parts.put(String.valueOf(each.getId()), read(each)) != null && each.getId() != null) {
                throw new CalloutResponseException(
                        "Web service callout failed: Two attachments of the response have the same Content-ID, "
                                + each.getId() + ". The response is ambiguous; contact the server operator.",
                        null);
            }
        }
        return new Attachments(parts, budget, true);
    }

    private static ByteDataSource read(Attachment attachment) {
        DataHandler content = attachment.getDataHandler();
        try (InputStream in = content.getInputStream()) {
            return new ByteDataSource(
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
        byte[] content = find(reference).getData();
        budget.copy(content.length);
        return content.clone();
    }

    @Override
    public boolean isXOPPackage() {
        return multipart;
    }

    /** Only parts of the response can be referred to; a URL is never fetched (RFC 2392; XML-binary Optimized Packaging, section 4.2). */
    private ByteDataSource find(String reference) {
        budget.reference();
        ByteDataSource part = parts.get(reference.startsWith("cid:") ? decoded(reference.substring(4)) : reference);
        if (part == null) {
            throw new CalloutResponseException(
                    "Web service callout failed: The response refers to a missing attachment (" + reference
                            + "). The response is damaged; contact the server operator.",
                    null);
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
}

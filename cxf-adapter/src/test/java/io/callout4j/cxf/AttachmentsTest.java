package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.SoapCodec;
import jakarta.activation.DataHandler;
import jakarta.xml.bind.annotation.XmlAttachmentRef;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMimeType;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attachments of a response are complete when the callout returns, or the callout fails. */
class AttachmentsTest {

    private static final String TYPE = "multipart/related; type=\"application/xop+xml\"; boundary=b";

    @XmlRootElement(name = "files")
    static class Files {
        @XmlElement
        public List<byte[]> bytes;

        @XmlElement
        @XmlMimeType("application/octet-stream")
        public List<DataHandler> file;

        @XmlElement
        @XmlAttachmentRef
        public DataHandler reference;
    }

    private static String include(String href) {
        return "<i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='" + href + "'/>";
    }

    private static String multipart(String content, Map<String, String> parts) {
        StringBuilder text = new StringBuilder("--b\r\nContent-Type: application/xop+xml\r\n\r\n")
                .append(Decoding.envelope("", "<files>" + content + "</files>"));
        parts.forEach((id, part) -> text.append(part(id, part)));
        return text.append("\r\n--b--\r\n").toString();
    }

    private static String part(String id, String content) {
        return "\r\n--b\r\nContent-Type: text/plain\r\nContent-ID: <" + id + ">\r\n\r\n" + content;
    }

    private static <T> T read(SoapCodec codec, Class<T> type, String content, Map<String, String> parts) {
        return Decoding.value(codec, type, TYPE, multipart(content, parts));
    }

    private static Files files(String content, Map<String, String> parts) {
        return read(Decoding.codec(), Files.class, content, parts);
    }

    private static String text(DataHandler file) throws IOException {
        return new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void twoReferencesToOneAttachmentBothHaveItsContent() throws IOException {
        Files read = files(
                "<bytes>" + include("cid:a@x") + "</bytes><bytes>" + include("cid:a@x") + "</bytes><file>"
                        + include("cid:a@x") + "</file><file>" + include("cid:a%40x") + "</file>",
                Map.of("a@x", "content"));
        assertThat(read.bytes)
                .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly("content", "content");
        for (DataHandler file : read.file) {
            assertThat(text(file)).isEqualTo("content");
            assertThat(file.getContentType()).isEqualTo("text/plain");
        }
    }

    @Test
    void aDataHandlerCanBeReadAgain() throws IOException {
        Files read = files("<file>" + include("cid:a@x") + "</file>", Map.of("a@x", "content"));
        assertThat(text(read.file.get(0))).isEqualTo("content");
        assertThat(text(read.file.get(0))).isEqualTo("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "file"})
    void aMissingAttachmentIsReportedAtOnce(String element) {
        String content = "<" + element + ">" + include("cid:b@x") + "</" + element + ">";
        assertThatThrownBy(() -> files(content, Map.of("a@x", "content")))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining("missing attachment (cid:b@x)");
    }

    @Nested
    class AReferenceInText {

        @Test
        void isFollowed() throws IOException {
            Files read = files("<reference>cid:a@x</reference>", Map.of("a@x", "content"));
            assertThat(text(read.reference)).isEqualTo("content");
            assertThat(text(read.reference)).isEqualTo("content");
        }

        @ParameterizedTest
        @ValueSource(strings = {"cid:b@x", "http://127.0.0.1:1/file", "file:///etc/passwd", "cid:http://127.0.0.1:1/"})
        void isNeverFollowedOutOfTheResponse(String reference) {
            assertThatThrownBy(() -> files("<reference>" + reference + "</reference>", Map.of("a@x", "content")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("missing attachment (" + reference + ")");
            assertThatThrownBy(() -> files("<bytes>" + include(reference) + "</bytes>", Map.of("a@x", "content")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("missing attachment (" + reference + ")");
        }
    }

    @Test
    void aReferenceInAResponseWithoutAttachmentsIsReportedAtOnce() {
        assertThatThrownBy(() -> Decoding.value(Files.class, "<files><reference>cid:a@x</reference></files>"))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining("missing attachment (cid:a@x)");
    }

    @Test
    void twoAttachmentsWithOneNameAreAmbiguous() {
        String response = multipart("<bytes>" + include("cid:a@x") + "</bytes>", Map.of("a@x", "content"))
                .replace("\r\n--b--", part("a@x", "other") + "\r\n--b--");
        assertThatThrownBy(() -> Decoding.value(Decoding.codec(), Files.class, TYPE, response))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining("Two attachments of the response have the same Content-ID, a@x");
    }

    @Nested
    class ALimit {

        @ParameterizedTest
        @ValueSource(classes = {Files.class, String.class})
        void appliesToReferences(Class<?> type) {
            SoapCodec codec = Decoding.codec(CalloutLimits.standard().withAttachments(5));
            String one = "<bytes>" + include("cid:a@x") + "</bytes>";
            read(codec, type, one.repeat(5), Map.of("a@x", "content"));
            assertThatThrownBy(() -> read(codec, type, one.repeat(6), Map.of("a@x", "content")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("more than 5 times to attachments")
                    .hasMessageContaining("limits.attachments");
        }

        /** 1,000 references to 1 MB would be 1 GB. */
        @ParameterizedTest
        @ValueSource(classes = {Files.class, String.class})
        void appliesToWhatTheReferencesAddUpTo(Class<?> type) {
            String content = ("<bytes>" + include("cid:a@x") + "</bytes>").repeat(1_000);
            assertThatThrownBy(() -> read(Decoding.codec(), type, content, Map.of("a@x", "x".repeat(1_000_000))))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("add up to more than 6000000 bytes");
        }

        @Test
        void appliesToAttachments() {
            SoapCodec codec = Decoding.codec(CalloutLimits.standard().withAttachments(60));
            String parts = HostileXml.repeat(60, i -> part("p" + i, "x"));
            String response = multipart("", Map.of());
            Decoding.value(codec, Files.class, TYPE, response.replace("\r\n--b--", parts + "\r\n--b--"));
            String more = parts + part("last", "x");
            assertThatThrownBy(() ->
                            Decoding.value(codec, Files.class, TYPE, response.replace("\r\n--b--", more + "\r\n--b--")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("more than 60 attachments");
        }
    }

    @Test
    void manyReferencesAreResolvedQuickly() {
        SoapCodec codec = Decoding.codec(CalloutLimits.standard().withAttachments(100_000));
        String content = ("<bytes>" + include("cid:a@x") + "</bytes>").repeat(20_000);
        // It took 13 seconds when each reference searched the document again.
        Assertions.assertTimeout(
                Duration.ofSeconds(8), () -> read(codec, String.class, content, Map.of("a@x", "content")));
    }

    @Nested
    class TheBoundary {

        @Test
        void isNotLookedForInOtherParameters() {
            String type = "multipart/related; type=\"application/xop+xml; boundary=wrong\"; boundary=\"b\"";
            Files read = Decoding.value(
                    Decoding.codec(),
                    Files.class,
                    type,
                    multipart("<bytes>" + include("cid:a@x") + "</bytes>", Map.of("a@x", "content")));
            assertThat(read.bytes.get(0)).asString(StandardCharsets.UTF_8).isEqualTo("content");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"multipart/related", "multipart/related; boundary=\"b;c\"", "multipart/related; boundary="})
        void mustBeValid(String type) {
            assertThatThrownBy(() -> Decoding.value(Decoding.codec(), Files.class, type, multipart("", Map.of())))
                    .hasMessage("its content type has no valid boundary");
        }
    }
}

package io.callout4j.cxf;

import io.callout4j.CalloutException;
import io.callout4j.CalloutHttpException;
import io.callout4j.CalloutLimits;
import io.callout4j.CalloutRequest;
import io.callout4j.CalloutResponseException;
import io.callout4j.Finding;
import io.callout4j.diagnosis.HttpFindings;
import io.callout4j.diagnosis.HttpSeen;
import io.callout4j.tls.Endpoint;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Tells what an HTTP answer is: nothing at all, SOAP, or something else. Thread-safe. */
final class AnswerReader {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
    static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]+)\"|([^\";\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final int FIRST_WORDS = 120;
    private static final int LONGEST_WORDS = 200;
    private static final int BODY_START = 1_000;

    /** A value or a failure; both null for a void answer. */
    record Reading(
            @Nullable Object value,
            List<Element> soapHeaders,
            @Nullable CalloutException failure) {

        static Reading failed(CalloutException failure) {
            return new Reading(null, List.of(), failure);
        }
    }

    private record KnownType(String contentType, @Nullable String encoding) {}

    private final EnvelopeXml xml;
    private final SoapDecoder decoder;
    private volatile @Nullable KnownType lastType;

    AnswerReader(DataBindings bindings, CalloutLimits limits) {
        xml = new EnvelopeXml(limits);
        decoder = new SoapDecoder(bindings, xml);
    }

    Reading read(CalloutRequest request, Endpoint endpoint, HttpAnswer answer) {
        try {
            if (isVoid(answer)) {
                return new Reading(null, List.of(), null);
            }
            if (answer.length() == 0) {
                return Reading.failed(failure(endpoint, answer, "it is empty"));
            }
            boolean multipart = answer.mediaType().startsWith("multipart/");
            String encoding = lastEncoding(answer);
            Envelope envelope = multipart ? new Envelope(null, multipartProblem(answer)) : envelope(answer, encoding);
            String problem = envelope.problem();
            if (problem == null) {
                Reading reading = decoder.decode(request, answer, encoding, envelope.reader());
                return reading.value() == null && answer.status() >= 300
                        ? Reading.failed(failure(endpoint, answer, "its Body is empty"))
                        : reading;
            }
            return Reading.failed(failure(endpoint, answer, problem));
        } catch (CalloutException e) {
            return Reading.failed(e);
        }
    }

    /** An empty answer counts only where something else than the end of the connection says that it is meant to be empty. */
    private static boolean isVoid(HttpAnswer answer) {
        boolean success = answer.status() / 100 == 2;
        return answer.length() == 0 && success && (!answer.endedByClosing() || answer.status() == 202);
    }

    /**
     * What the answer turns out to be at its beginning.
     *
     * @param reader on the start of the envelope, or null where it is none, or a part among others
     * @param problem why it is no SOAP, or null where it is some
     */
    private record Envelope(
            @Nullable XMLStreamReader reader, @Nullable String problem) {}

    private Envelope envelope(HttpAnswer answer, @Nullable String encoding) {
        try {
            XMLStreamReader reader = xml.atRoot(answer.stream(), encoding);
            if (reader.getLocalName().equals("Envelope") && SoapDecoder.isSoap(reader.getNamespaceURI())) {
                return new Envelope(reader, null);
            }
            String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
            return new Envelope(
                    null,
                    "Parser was expecting element 'http://schemas.xmlsoap.org/soap/envelope/:Envelope' but found '"
                            + namespace + ":" + reader.getLocalName() + "'");
        } catch (EnvelopeXml.ForbiddenXmlException e) {
            return new Envelope(null, e.getMessage());
        } catch (XMLStreamException e) {
            return new Envelope(null, "it is not XML");
        }
    }

    /** CXF takes the end of the data for the end of the last part. */
    private static @Nullable String multipartProblem(HttpAnswer answer) {
        Matcher boundary = BOUNDARY.matcher(String.valueOf(answer.contentType()));
        if (!boundary.find()) {
            return "its content type names no boundary between its parts";
        }
        String text = new String(answer.body(), 0, answer.length(), StandardCharsets.ISO_8859_1);
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        return text.contains("--" + name + "--") ? null : "its last part does not end, so that it may have been cut";
    }

    private static CalloutException failure(Endpoint endpoint, HttpAnswer answer, String problem) {
        String type = answer.contentType();
        String what = "HTTP " + answer.status() + (answer.reason().isEmpty() ? "" : " " + line(answer.reason()))
                + (type == null ? " without a content type" : ", content type " + line(type));
        String words = firstWords(answer);
        String shown = words.isEmpty() ? "" : " It begins: \"" + words + "\".";
        if (answer.status() < 300) {
            return new CalloutResponseException(
                    "Web service callout failed: Unexpected element. " + capital(problem) + ". The answer of "
                            + endpoint + " is no SOAP (" + what + ")." + shown + cure(answer),
                    text(answer, BODY_START),
                    findings(endpoint, answer));
        }
        return new CalloutHttpException(
                "Web service callout failed: " + endpoint + " answered " + what + ", with no SOAP fault in it." + shown
                        + cure(answer),
                answer.status(),
                type,
                text(answer, BODY_START),
                findings(endpoint, answer));
    }

    private static List<Finding> findings(Endpoint endpoint, HttpAnswer answer) {
        HttpSeen seen =
                new HttpSeen("POST", answer.status(), answer.headers(), text(answer, BODY_START), null, null, null);
        return HttpFindings.of(endpoint.toString(), seen, endpoint.secure() ? answer.handshake() : null);
    }

    private static String cure(HttpAnswer answer) {
        int status = answer.status();
        if (answer.handshake().certificateRequest() != null
                && !answer.handshake().certificateSent()
                && status / 100 == 4) {
            return " The server asked for a client certificate in the handshake and none was shown, which may be why.";
        }
        if (status == 304 || status == 408) {
            return " That is no answer to a SOAP request: ask the service's administrator.";
        }
        if (status == 413) {
            return " The server takes no request of this size: send less, or ask its administrator for a higher limit.";
        }
        if (status / 100 == 3) {
            String target = answer.headers().get("Location");
            return " It is a redirect"
                    + (target == null ? "" : " to " + line(Endpoint.withoutSecrets(target.replaceFirst("#.*", "#…"))))
                    + "; redirects are not followed with a request and a certificate in hand. Set endpoint_x to the final"
                    + " address.";
        }
        if (status == 400 && answer.handshake().certificateSent()) {
            return " Check the path in endpoint_x, and whether the server takes the client certificate that was shown:"
                    + " some servers refuse it only here.";
        }
        if (status == 401 || status == 403) {
            return " The server refuses this caller: check its user name, its client certificate, and what it may do.";
        }
        if (status == 404 || status == 405) {
            return " Check the path in endpoint_x.";
        }
        if (status >= 500) {
            return " The server or a gateway before it is in trouble: ask its administrator.";
        }
        return answer.mediaType().equals("text/html")
                ? " A page for people came instead of SOAP: check the path in endpoint_x, and whether a login page or a proxy"
                        + " stands before the service."
                : " Check the path in endpoint_x.";
    }

    /** The server's words as one line of a log. */
    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "…";
    }

    /** The first words of the text that a person would see. */
    private static String firstWords(HttpAnswer answer) {
        String text = text(answer, 20 * FIRST_WORDS)
                .replaceAll("(?is)<(script|style)\\b.*?(</\\1>|$)", " ")
                .replaceAll("(?s)<!--.*?(-->|$)", " ")
                .replaceAll("<[^>]*>?", " ")
                .replaceAll("[\\s\\p{Cntrl}\\ufeff\\ufffd]+", " ")
                .strip();
        return text.length() <= FIRST_WORDS ? text : text.substring(0, FIRST_WORDS) + "…";
    }

    /** The first part of the body. */
    static String text(HttpAnswer answer, int most) {
        String name = encoding(answer);
        Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        // Four bytes are enough for any character; what is cut in two at the end is cut away.
        String text = new String(answer.body(), 0, Math.min(answer.length(), 4 * most), charset);
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** The charset of the content type, or null where the XML itself is to tell (RFC 7303 section 3). */
    static @Nullable String encoding(HttpAnswer answer) {
        String type = answer.contentType();
        if (type == null) {
            return null;
        }
        Matcher matcher = CHARSET.matcher(type);
        if (!matcher.find() || answer.mediaType().startsWith("multipart/")) {
            return null;
        }
        try {
            return Charset.isSupported(matcher.group(1)) ? matcher.group(1) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** A service sends the same content type with each answer. */
    private @Nullable String lastEncoding(HttpAnswer answer) {
        KnownType known = lastType;
        if (known == null || !known.contentType().equals(answer.contentType())) {
            known = new KnownType(String.valueOf(answer.contentType()), encoding(answer));
            lastType = known;
        }
        return known.encoding();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}

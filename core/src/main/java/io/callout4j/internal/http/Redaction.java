package io.callout4j.internal.http;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Copies XML without what is usually secret: content and attributes of elements with certain names, attributes with such names, WS-Security
 * headers, comments, and text that is markup or looks like settings that contain a secret. Thread-safe.
 */
final class Redaction {

    static final String HIDDEN = "***";

    /** Local names, as normalized by {@link #plain}. */
    private static final Set<String> SECRET_NAMES = Set.of(
            "accesskey",
            "apikey",
            "assertion",
            "auth",
            "authorization",
            "authtoken",
            "binarysecuritytoken",
            "binarysecret",
            "ciphervalue",
            "credential",
            "credentials",
            "encryptedassertion",
            "encryptedkey",
            "keyidentifier",
            "jwt",
            "nonce",
            "otp",
            "pass",
            "passcode",
            "pin",
            "pswd",
            "pw",
            "pwd",
            "secretkey",
            "sid",
            "samlresponse",
            "sessionkey",
            "signaturevalue",
            "ticket");

    /** Matches {@code ClientSecret} and {@code refresh_token}, for example. */
    private static final List<String> SECRET_SUFFIXES =
            List.of("secret", "token", "sessionid", "apikey", "privatekey", "passphrase", "credentials");

    /** Anywhere in a name: {@code NewPassword}, {@code clientCertPasswd_x}, {@code PasswordText}. */
    private static final List<String> SECRET_PARTS = List.of("password", "passwd");

    /** Attributes that name what the element contains. */
    private static final Set<String> NAMING_ATTRIBUTES = Set.of("name", "key", "id", "type", "field");

    /** The namespaces of WS-Security, of its drafts and its standard, all contain this. */
    private static final String WS_SECURITY = "secext";

    private static final Pattern SETTING = Pattern.compile(
            "(passw(or)?d|secret|token|api_?key|session_?id|authorization)[\"']?\\s*[:=]|\\bbearer\\s",
            Pattern.CASE_INSENSITIVE);

    /** Not every angle bracket: text may also contain comparisons such as 1 < 2. */
    private static final Pattern MARKUP = Pattern.compile("<[^\\s\\d=]|&(lt|#)");

    /** The JDK's own, so that no library on the class path affects the parser. */
    private final XMLInputFactory readers = XMLInputFactory.newDefaultFactory();

    private final XMLOutputFactory writers = XMLOutputFactory.newDefaultFactory();
    private final Set<String> names = new HashSet<>(SECRET_NAMES);

    Redaction(Set<String> more) {
        readers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        readers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        more.forEach(name -> names.add(plain(name)));
    }

    /** A copy that may be logged, or null if the input is not well-formed XML. */
    @Nullable
    String copy(byte[] bytes, int length, @Nullable String encoding) {
        StringWriter copy = new StringWriter(length + 64);
        try {
            XMLStreamReader reader = atRoot(new ByteArrayInputStream(bytes, 0, length), encoding);
            XMLStreamWriter writer = writers.createXMLStreamWriter(copy);
            copy(reader, writer);
            writer.close();
            return copy.toString();
        } catch (XMLStreamException | RuntimeException e) {
            // The parser's message may quote the content.
            return null;
        }
    }

    private XMLStreamReader atRoot(ByteArrayInputStream in, @Nullable String encoding) throws XMLStreamException {
        XMLStreamReader reader =
                encoding == null ? readers.createXMLStreamReader(in) : readers.createXMLStreamReader(in, encoding);
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type declaration");
            }
        }
        return reader;
    }

    private void copy(XMLStreamReader reader, XMLStreamWriter writer) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int event = reader.getEventType();
            if (event != XMLStreamConstants.CHARACTERS && event != XMLStreamConstants.CDATA && text.length() > 0) {
                writer.writeCharacters(shown(text.toString()));
                text.setLength(0);
            }
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> element(reader, writer);
                case XMLStreamConstants.END_ELEMENT -> writer.writeEndElement();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.COMMENT -> writer.writeComment(HIDDEN);
                default -> {
                    // Processing instructions, whitespace after the root, and what requires a DTD.
                }
            }
            if (!reader.hasNext()) {
                return;
            }
            reader.next();
        }
    }

    /** Copies the start of an element. A secret element is skipped to its end. */
    private void element(XMLStreamReader reader, XMLStreamWriter writer) throws XMLStreamException {
        boolean secret = secret(reader);
        String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
        writer.writeStartElement(prefix(reader.getPrefix()), reader.getLocalName(), namespace);
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String uri = reader.getNamespaceURI(i) == null ? "" : reader.getNamespaceURI(i);
            String prefix = prefix(reader.getNamespacePrefix(i));
            if (prefix.isEmpty()) {
                writer.writeDefaultNamespace(uri);
            } else {
                writer.writeNamespace(prefix, uri);
            }
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String value =
                    secret || secret(reader.getAttributeLocalName(i)) ? HIDDEN : shown(reader.getAttributeValue(i));
            String uri = reader.getAttributeNamespace(i);
            if (uri == null || uri.isEmpty()) {
                writer.writeAttribute(reader.getAttributeLocalName(i), value);
            } else {
                writer.writeAttribute(
                        prefix(reader.getAttributePrefix(i)), uri, reader.getAttributeLocalName(i), value);
            }
        }
        if (secret) {
            skip(reader);
            writer.writeCharacters(HIDDEN);
            writer.writeEndElement();
        }
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {
                    // Not logged.
                }
            }
        }
    }

    private boolean secret(XMLStreamReader reader) {
        if (secret(reader.getLocalName())) {
            return true;
        }
        String namespace = reader.getNamespaceURI();
        if (reader.getLocalName().equals("Security") && namespace != null && namespace.contains(WS_SECURITY)) {
            return true;
        }
        // <entry key="password">, <param name="apiKey" value="…"/>
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (NAMING_ATTRIBUTES.contains(plain(reader.getAttributeLocalName(i)))
                    && secret(reader.getAttributeValue(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean secret(String name) {
        String plain = plain(name);
        return names.contains(plain)
                || SECRET_SUFFIXES.stream().anyMatch(plain::endsWith)
                || SECRET_PARTS.stream().anyMatch(plain::contains);
    }

    /**
     * Normalizes a name: {@code API_KEY}, {@code Api-Key} and {@code apiKey2} are the same, and so are Apex's {@code secret_x} and
     * {@code secret}.
     */
    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String stem = lower.endsWith("_x") ? lower.substring(0, lower.length() - 2) : lower;
        return stem.replaceAll("[_.-]|\\d+$", "");
    }

    /** Markup within text, such as a document in CDATA, may contain secrets that cannot be recognized. */
    private static String shown(String text) {
        return MARKUP.matcher(text).find() || SETTING.matcher(text).find() ? HIDDEN : text;
    }

    private static String prefix(@Nullable String prefix) {
        return prefix == null ? "" : prefix;
    }
}

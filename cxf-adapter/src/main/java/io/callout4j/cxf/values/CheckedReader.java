package io.callout4j.cxf.values;

import io.callout4j.cxf.values.BoundType.Any;
import io.callout4j.cxf.values.BoundType.Bean;
import io.callout4j.cxf.values.BoundType.Field;
import io.callout4j.cxf.values.BoundType.Leaf;
import io.callout4j.error.CalloutResponseException;
import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.ValidationEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * The reader that JAXB pulls a response from. Each value is checked when its element ends, before JAXB sees that end. For one response and
 * one thread.
 */
public final class CheckedReader extends StreamReaderDelegate implements ValidationEventHandler {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XOP = "http://www.w3.org/2004/08/xop/include";
    private static final Pattern WHITESPACE = Pattern.compile("\\s+");
    private static final int MAX_SHOWN_VALUE = 60;

    /** Reused for all elements of the same depth. */
    private final List<OpenElement> elements = new ArrayList<>();

    private final BoundTypes types;
    private final Class<?> responseType;
    private int depth;
    /** How many elements around the current position the response type does not have. */
    private int unknown;

    private @Nullable String rejected;

    /**
     * A reader for the content of a response.
     *
     * @param reader at the start of the element to bind
     * @param types the types of the context that binds it
     * @param responseType what it is bound to
     */
    public CheckedReader(XMLStreamReader reader, BoundTypes types, Class<?> responseType) {
        super(reader);
        this.types = types;
        this.responseType = responseType;
        open(reader.getLocalName(), typeOf(types.root(responseType), null), null);
    }

    /**
     * What JAXB has rejected itself.
     *
     * @return the reason, or null if nothing was rejected
     */
    public @Nullable String rejected() {
        return rejected;
    }

    /** JAXB reports what it cannot convert, and elements that it does not know; the latter are fine. */
    @Override
    public boolean handleEvent(ValidationEvent event) {
        if (unknown > 0) {
            return true;
        }
        rejected = "the element '" + path() + "' cannot be bound: " + event.getMessage();
        return false;
    }

    @Override
    public int next() throws XMLStreamException {
        while (true) {
            int event = super.next();
            switch (event) {
                case START_ELEMENT -> {
                    if (!start()) {
                        skip();
                        continue;
                    }
                }
                case CHARACTERS, CDATA, SPACE -> text();
                case END_ELEMENT -> end();
                default -> {}
            }
            return event;
        }
    }

    @Override
    public int nextTag() throws XMLStreamException {
        int event;
        do {
            event = next();
        } while (event != START_ELEMENT && event != END_ELEMENT);
        return event;
    }

    @Override
    public String getElementText() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = next(); event != END_ELEMENT; event = next()) {
            if (event == CHARACTERS || event == CDATA || event == SPACE) {
                text.append(getText());
            }
        }
        return text.toString();
    }

    /** Whether JAXB should see the element. It does not see an empty {@code xsi:nil} for a field that it would set to zero. */
    private boolean start() {
        if (depth == 0) {
            // After the element to bind, where JAXB reads one event further.
            return true;
        }
        if (unknown > 0) {
            unknown++;
            return true;
        }
        OpenElement parent = elements.get(depth - 1);
        String name = getLocalName();
        if (parent.type instanceof Leaf leaf) {
            if (leaf.rule().kind() == ValueRule.Kind.BASE64 && XOP.equals(getNamespaceURI())) {
                unknown++;
                return true;
            }
            throw failure("The element '" + path() + "' contains the element '" + name + "', but a value of type "
                    + leaf.shownName() + " was expected.");
        }
        Field field = parent.type instanceof Bean bean ? bean.element(getNamespaceURI(), name) : null;
        if (field == null) {
            unknown++;
            return true;
        }
        boolean nil = isNil();
        open(name, nil ? new Any("nil") : typeOf(field.type(), field), field);
        if (parent.isRepeated(field)) {
            throw failure("There is more than one element '" + path() + "', but the response type has room for one.");
        }
        if (!nil) {
            return true;
        }
        if (field.primitive()) {
            throw failure("The element '" + path() + "' is nil, but its type is "
                    + field.type().shownName() + ".");
        }
        if (!field.nillable()) {
            depth--;
            return false;
        }
        return true;
    }

    private void skip() throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = super.next();
            open += event == START_ELEMENT ? 1 : event == END_ELEMENT ? -1 : 0;
        }
    }

    private void open(String name, BoundType type, @Nullable Field field) {
        if (depth == elements.size()) {
            elements.add(new OpenElement());
        }
        elements.get(depth++).begin(name, type, field);
        if (type instanceof Bean bean && bean.hasAttributes()) {
            checkAttributes(bean);
        }
    }

    private void checkAttributes(Bean bean) {
        for (int i = 0; i < getAttributeCount(); i++) {
            Field field = bean.attribute(getAttributeNamespace(i), getAttributeLocalName(i));
            if (field != null && field.type() instanceof Leaf leaf && !holds(leaf, getAttributeValue(i), false)) {
                throw wrongValue(
                        "attribute '" + getAttributeLocalName(i) + "' of '" + path() + "'", getAttributeValue(i), leaf);
            }
        }
    }

    /** The type that JAXB binds: the declared one, or one derived from it that {@code xsi:type} names. */
    private BoundType typeOf(BoundType declared, @Nullable Field field) {
        String text = declared instanceof Leaf ? null : getAttributeValue(XSI, "type");
        if (text == null) {
            return declared;
        }
        QName name = qName(text.strip());
        BoundType named = name == null ? null : types.named(name);
        if (declared instanceof Bean bean && bean.type != null) {
            if (named instanceof Bean other && other.type != null && bean.type.isAssignableFrom(other.type)) {
                return other;
            }
            String where = field == null ? getLocalName() : path() + "/" + getLocalName();
            throw failure("The element '" + where + "' has the type '" + shown(text) + "' (xsi:type), which is not "
                    + bean.shownName() + " or a type derived from it.");
        }
        return named != null && declared instanceof Any ? named : declared;
    }

    /** Null if the prefix is not declared. */
    private @Nullable QName qName(String text) {
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon);
        String namespace = getNamespaceURI(prefix);
        if (namespace == null) {
            return prefix.isEmpty() ? new QName(text) : null;
        }
        return new QName(namespace, text.substring(colon + 1));
    }

    private boolean isNil() {
        String nil = getAttributeValue(XSI, "nil");
        return nil != null && (nil.strip().equals("true") || nil.strip().equals("1"));
    }

    private void text() {
        if (depth > 0 && unknown == 0) {
            elements.get(depth - 1).add(this);
        }
    }

    private void end() {
        if (depth == 0) {
            return;
        }
        if (unknown > 0) {
            unknown--;
            return;
        }
        OpenElement element = elements.get(depth - 1);
        Leaf leaf = element.leaf();
        if (leaf != null) {
            String text = element.text();
            boolean fine = leaf.rule().kind() == ValueRule.Kind.BASE64
                    ? element.isBase64()
                    : holds(leaf, text, element.field != null && element.field.mayBeEmpty());
            if (!fine) {
                throw wrongValue("element '" + path() + "'", text, leaf);
            }
        }
        depth--;
    }

    private static boolean holds(Leaf leaf, String text, boolean mayBeEmpty) {
        if (leaf.rule().kind() != ValueRule.Kind.TEXT) {
            return true;
        }
        String value = leaf.rule().exact() ? text : text.strip();
        if (value.isBlank()) {
            return mayBeEmpty || leaf.list() || leaf.rule().emptyIsNull();
        }
        return leaf.list()
                ? WHITESPACE.splitAsStream(value).allMatch(leaf.rule()::holds)
                : leaf.rule().holds(value);
    }

    private CalloutResponseException wrongValue(String where, String value, Leaf leaf) {
        String what = leaf.rule().kind() == ValueRule.Kind.BASE64
                ? " contains text that is not base64, so it has no value of type "
                : " contains '" + shown(value) + "', which is not a value of type ";
        return failure("The " + where + what + leaf.shownName() + ".");
    }

    private CalloutResponseException failure(String problem) {
        return new CalloutResponseException(
                "Web service callout failed: " + problem + " The response does not match the response type "
                        + responseType.getName() + "; the server has acted on the request. Compare the type with the"
                        + " service's WSDL, or set responseValues to lenient to accept such values.",
                null);
    }

    private static String shown(String value) {
        return value.length() <= MAX_SHOWN_VALUE ? value : value.substring(0, MAX_SHOWN_VALUE) + "…";
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append(i == 0 ? "" : "/").append(elements.get(i).name);
        }
        return path.toString();
    }
}

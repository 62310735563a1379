package io.callout4j.cxf.values;

import io.callout4j.cxf.values.BoundType.Bean;
import io.callout4j.cxf.values.BoundType.Field;
import io.callout4j.cxf.values.BoundType.Leaf;
import java.util.BitSet;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An element whose end has not been read. */
final class OpenElement {

    private @Nullable BitSet seen;
    private @Nullable StringBuilder text;
    private @Nullable Base64Check base64;
    String name = "";
    BoundType type = new BoundType.Any("");

    @Nullable
    Field field;

    private @Nullable Leaf leaf;

    void begin(String elementName, BoundType boundType, @Nullable Field boundField) {
        name = elementName;
        type = boundType;
        field = boundField;
        leaf = boundType instanceof Leaf value ? value : boundType instanceof Bean bean ? bean.text : null;
        if (leaf != null && leaf.rule().kind() == ValueRule.Kind.ANY) {
            leaf = null;
        }
        if (seen != null) {
            seen.clear();
        }
        if (text != null) {
            text.setLength(0);
        }
        base64 = null;
    }

    /** The type of the text, or null if any text is accepted. */
    @Nullable
    Leaf leaf() {
        return leaf;
    }

    /** Whether a second element is bound to a property that holds one. */
    boolean isRepeated(Field child) {
        if (child.repeatable()) {
            return false;
        }
        if (seen == null) {
            seen = new BitSet();
        }
        boolean before = seen.get(child.property());
        seen.set(child.property());
        return before;
    }

    /** The text so far. */
    String text() {
        return text == null ? "" : text.toString();
    }

    /** Whether the text so far is base64. */
    boolean isBase64() {
        return base64 == null || base64.isValid();
    }

    /** Adds the text at the reader's position. */
    void add(XMLStreamReader reader) {
        if (leaf != null) {
            if (leaf.rule().kind() == ValueRule.Kind.BASE64) {
                base64 = base64 == null ? new Base64Check() : base64;
                base64.add(reader.getText());
            } else {
                text = text == null ? new StringBuilder() : text;
                text.append(reader.getText());
            }
        }
    }
}

package io.callout4j.cxf.values;

import io.callout4j.cxf.values.BoundType.Bean;
import io.callout4j.cxf.values.BoundType.Field;
import io.callout4j.cxf.values.BoundType.Leaf;
import java.util.BitSet;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An element whose end has not been read. */
final class OpenElement {

    private final BitSet seen = new BitSet();
    final StringBuilder text = new StringBuilder();
    Base64Check base64 = new Base64Check();
    String name = "";
    BoundType type = new BoundType.Any("");

    @Nullable
    Field field;

    private @Nullable Leaf leaf;

    void begin(String elementName, BoundType boundType, @Nullable Field boundField) {
        name = elementName;
        type = boundType;
        field = boundField;
        seen.clear();
        text.setLength(0);
        leaf = boundType instanceof Leaf value ? value : boundType instanceof Bean bean ? bean.text : null;
        if (leaf != null && leaf.rule().kind() == ValueRule.Kind.ANY) {
            leaf = null;
        }
        if (leaf != null && leaf.rule().kind() == ValueRule.Kind.BASE64) {
            base64 = new Base64Check();
        }
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
        boolean before = seen.get(child.property());
        seen.set(child.property());
        return before;
    }

    /** Adds the text at the reader's position. */
    void add(XMLStreamReader reader) {
        if (leaf != null) {
            if (leaf.rule().kind() == ValueRule.Kind.BASE64) {
                base64.add(reader.getText());
            } else {
                text.append(reader.getText());
            }
        }
    }
}

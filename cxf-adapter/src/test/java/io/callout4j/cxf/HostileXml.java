package io.callout4j.cxf;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import javax.xml.transform.Source;
import org.w3c.dom.Element;

/** Content that has made parsers, trees or bindings slow, and the places of a response where it may stand. */
final class HostileXml {

    private HostileXml() {}

    @XmlRootElement(name = "r", namespace = "urn:t")
    static class Values {
        @XmlElement
        public List<String> v;
    }

    /** Content that grows with a number, by name. */
    static Map<String, IntFunction<String>> contents() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("prefixes of one element", n -> "<e " + repeat(n, i -> "xmlns:p" + i + "='u' ") + "/>");
        all.put("prefixes of nested elements", HostileXml::nestedPrefixes);
        all.put("400 prefixes for one namespace, and elements", n -> prefixed(400, "u", n));
        all.put("namespaces", n -> repeat(n, i -> "<v xmlns='u" + i + "'/>"));
        all.put("element names with the same hash", n -> repeat(n, i -> "<" + colliding(i) + "/>"));
        all.put("attribute names with the same hash", HostileXml::collidingAttributes);
        all.put("different names", n -> repeat(n, i -> "<n" + i + "/>"));
        all.put("9,000 different names, repeated", n -> repeat(n, i -> "<n" + i % 9_000 + "/>"));
        all.put("900 attributes per element", HostileXml::attributes);
        all.put("nesting", n -> repeat(Math.max(1, n / 900), i -> "<d>".repeat(900) + "</d>".repeat(900)));
        all.put("small elements", n -> repeat(n, i -> "<v>1</v>"));
        all.put("xsi:type", HostileXml::xsiTypes);
        all.put("character references", n -> "<v>" + "&#65;".repeat(n) + "</v>");
        all.put("CDATA sections", n -> "<v>" + "<![CDATA[a]]>".repeat(n) + "</v>");
        all.put("comments", n -> "<v>" + "<!--a-->".repeat(n) + "</v>");
        all.put("processing instructions", n -> "<v>" + "<?a?>".repeat(n) + "</v>");
        all.put("text", n -> "<v>" + "a".repeat(n * 8) + "</v>");
        all.put("attribute value", n -> "<v a='" + "a&lt;".repeat(n) + "'/>");
        return all;
    }

    /** Where the content stands, and what the caller asked for. */
    enum Place {
        STRING(String.class, content -> Decoding.envelope("", body(content))),
        NODE(Element.class, content -> Decoding.envelope("", body(content))),
        SOURCE(Source.class, content -> Decoding.envelope("", body(content))),
        BEAN(Values.class, content -> Decoding.envelope("", body(content))),
        HEADER(
                Values.class,
                content -> Decoding.envelope(
                        "<s:Header><h xmlns='urn:h'>" + content + "</h></s:Header>", body("<v>1</v>"))),
        FAULT(
                Values.class,
                content -> Decoding.envelope(
                        "",
                        "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring><detail>" + content
                                + "</detail></s:Fault>")),
        FAULT_12(
                Values.class,
                content -> Decoding.envelope(
                        Decoding.SOAP_12,
                        "",
                        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>no</s:Text>"
                                + "</s:Reason><s:Detail>" + content + "</s:Detail></s:Fault>"));

        final Class<?> type;
        final UnaryOperator<String> envelope;

        Place(Class<?> type, UnaryOperator<String> envelope) {
            this.type = type;
            this.envelope = envelope;
        }

        private static String body(String content) {
            return "<t:r xmlns:t='urn:t'>" + content + "</t:r>";
        }
    }

    static String repeat(int times, IntFunction<String> each) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            text.append(each.apply(i));
        }
        return text.toString();
    }

    private static String nestedPrefixes(int n) {
        int depth = 900;
        int each = Math.max(1, n / depth);
        return repeat(depth, level -> "<e " + repeat(each, i -> "xmlns:p" + level + "_" + i + "='u' ") + ">")
                + "</e>".repeat(depth);
    }

    private static String prefixed(int prefixes, String namespace, int n) {
        return "<e " + repeat(prefixes, i -> "xmlns:p" + i + "='" + namespace + "' ") + ">"
                + repeat(n, i -> "<p0:x p1:a='' p2:b=''/>") + "</e>";
    }

    private static String attributes(int n) {
        String element = "<e " + repeat(900, i -> "a" + i + "='' ") + "/>";
        return element.repeat(Math.max(1, n / 900));
    }

    private static String collidingAttributes(int n) {
        String element = "<e " + repeat(900, i -> colliding(i) + "='' ") + "/>";
        return element.repeat(Math.max(1, n / 900));
    }

    private static String xsiTypes(int n) {
        return "<e xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
                + repeat(n, i -> "<v xsi:type='a:b" + i + "' xmlns:a='q" + i + "'/>") + "</e>";
    }

    /** "Aa" and "BB" have the same hash in Java, and after any common beginning. */
    static String colliding(int number) {
        StringBuilder name = new StringBuilder("x");
        for (int bit = 0; bit < 17; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}

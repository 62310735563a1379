package io.callout4j.cxf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Presents an element of the Body as a separate document: the prefixes that Envelope and Body declare are declared on it as well, because
 * its text may use them ({@code xsi:type="xsd:string"}) without the parser knowing. SOAP's own prefix is omitted.
 */
final class InScopeReader extends StreamReaderDelegate {

    private final List<Map.Entry<String, String>> outer;
    private boolean atRoot = true;

    InScopeReader(XMLStreamReader reader, Map<String, String> inScope) {
        super(reader);
        List<Map.Entry<String, String>> missing = new ArrayList<>(inScope.entrySet());
        missing.removeIf(entry -> declaredHere(reader, entry.getKey())
                || entry.getValue().isEmpty()
                || SoapDecoder.isSoap(entry.getValue()));
        this.outer = List.copyOf(missing);
    }

    private static boolean declaredHere(XMLStreamReader reader, String prefix) {
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String own = reader.getNamespacePrefix(i);
            if ((own == null ? "" : own).equals(prefix)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int next() throws XMLStreamException {
        atRoot = false;
        return super.next();
    }

    @Override
    public int nextTag() throws XMLStreamException {
        atRoot = false;
        return super.nextTag();
    }

    @Override
    public int getNamespaceCount() {
        return super.getNamespaceCount() + (atRoot ? outer.size() : 0);
    }

    @Override
    public String getNamespacePrefix(int index) {
        int own = super.getNamespaceCount();
        return index < own
                ? super.getNamespacePrefix(index)
                : outer.get(index - own).getKey();
    }

    @Override
    public String getNamespaceURI(int index) {
        int own = super.getNamespaceCount();
        return index < own
                ? super.getNamespaceURI(index)
                : outer.get(index - own).getValue();
    }
}

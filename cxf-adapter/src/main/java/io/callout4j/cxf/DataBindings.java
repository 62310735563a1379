package io.callout4j.cxf;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutConfigurationException;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import javax.xml.transform.Source;
import org.apache.cxf.databinding.DataBinding;
import org.apache.cxf.databinding.source.SourceDataBinding;
import org.apache.cxf.jaxb.JAXBDataBinding;
import org.w3c.dom.Node;

/** How Java values become XML and back: XML as it is, or a bean by JAXB. Contexts are made once per class. Thread-safe. */
final class DataBindings {

    private static final int MOST = 1_000;

    private final Cache<Class<?>, DataBinding> beans =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final DataBinding xml = xml();

    /** Whether values of this class are XML already: text, a node, a source. */
    static boolean isXml(Class<?> type) {
        return type == String.class || Source.class.isAssignableFrom(type) || Node.class.isAssignableFrom(type);
    }

    DataBinding of(Class<?> type) {
        return isXml(type) ? xml : beans.get(type, DataBindings::bean);
    }

    /** In a header, text is the content of the element and no XML of its own. */
    DataBinding ofHeader(Class<?> type) {
        return type == String.class ? beans.get(type, DataBindings::bean) : of(type);
    }

    private static DataBinding xml() {
        SourceDataBinding binding = new SourceDataBinding();
        binding.setBus(DetachedBus.INSTANCE);
        return binding;
    }

    private static DataBinding bean(Class<?> type) {
        try {
            JAXBDataBinding binding = new JAXBDataBinding(JAXBContext.newInstance(type));
            // CXF's is called by reflection for each text, and does what JAXB's own does.
            binding.setEscapeHandler(null);
            binding.setBus(DetachedBus.INSTANCE);
            return binding;
        } catch (JAXBException e) {
            throw new CalloutConfigurationException(
                    "The class " + type.getName() + " cannot be bound to XML: " + firstLine(e)
                            + " Nothing was sent. Give it JAXB annotations (jakarta.xml.bind) and a constructor without"
                            + " parameters, or pass XML as a String, a Source or a DOM node.",
                    e);
        }
    }

    private static String firstLine(JAXBException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

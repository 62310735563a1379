package io.callout4j.cxf;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.cxf.values.BoundTypes;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.ResponseValues;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import javax.xml.transform.Source;
import org.apache.cxf.databinding.DataBinding;
import org.apache.cxf.databinding.source.SourceDataBinding;
import org.apache.cxf.jaxb.JAXBDataBinding;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/** Converts Java values to XML and back: XML unchanged, beans with JAXB. Contexts are created once per class. Thread-safe. */
final class DataBindings {

    private static final int MAX_CACHED = 1_000;

    /**
     * How a class is bound.
     *
     * @param binding CXF's binding
     * @param types the types to check responses with; null if that is disabled or not possible
     */
    record Bound(JAXBDataBinding binding, @Nullable BoundTypes types) {}

    private final Cache<Class<?>, Bound> beans = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .executor(Runnable::run)
            .build();
    private final DataBinding xml = xml();
    private final ResponseValues values;

    DataBindings(ResponseValues values) {
        this.values = values;
    }

    /** Whether values of this class already are XML: strings, nodes, sources. */
    static boolean isXml(Class<?> type) {
        return type == String.class || Source.class.isAssignableFrom(type) || Node.class.isAssignableFrom(type);
    }

    DataBinding of(Class<?> type) {
        return isXml(type) ? xml : bean(type).binding();
    }

    /** In a header, a string is the content of the element, not XML. */
    DataBinding ofHeader(Class<?> type) {
        return type == String.class ? bean(type).binding() : of(type);
    }

    /** How a class that is not XML is bound. */
    Bound bean(Class<?> type) {
        return beans.get(type, this::newBean);
    }

    private static DataBinding xml() {
        SourceDataBinding binding = new SourceDataBinding();
        binding.setBus(DetachedBus.INSTANCE);
        return binding;
    }

    private Bound newBean(Class<?> type) {
        try {
            JAXBDataBinding binding = new JAXBDataBinding(JAXBContext.newInstance(type));
            // CXF's event handler is called by reflection for each text, and does the same as JAXB's.
            binding.setEscapeHandler(null);
            binding.setBus(DetachedBus.INSTANCE);
            return new Bound(binding, values == ResponseValues.STRICT ? BoundTypes.of(binding.getContext()) : null);
        } catch (JAXBException e) {
            throw new CalloutConfigurationException(
                    "The class " + type.getName() + " cannot be bound to XML: " + firstLine(e)
                            + " Nothing was sent. Add JAXB annotations (jakarta.xml.bind) and a constructor without"
                            + " parameters, or pass XML as a String, a Source or a DOM node.",
                    e);
        }
    }

    private static String firstLine(JAXBException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

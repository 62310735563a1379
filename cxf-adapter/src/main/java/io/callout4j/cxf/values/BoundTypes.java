package io.callout4j.cxf.values;

import io.callout4j.cxf.values.BoundType.Any;
import io.callout4j.cxf.values.BoundType.Bean;
import io.callout4j.cxf.values.BoundType.Field;
import io.callout4j.cxf.values.BoundType.Leaf;
import jakarta.xml.bind.JAXBContext;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.glassfish.jaxb.core.v2.model.core.ID;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeAttributePropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeBuiltinLeafInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeClassInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeElement;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeElementInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeElementPropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeEnumLeafInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeMapPropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeNonElement;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimePropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeReferencePropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeTypeInfoSet;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeTypeRef;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeValuePropertyInfo;
import org.glassfish.jaxb.runtime.v2.runtime.IllegalAnnotationsException;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;
import org.glassfish.jaxb.runtime.v2.runtime.Transducer;
import org.jspecify.annotations.Nullable;

/** The types that a JAXB context binds. Immutable and thread-safe. */
public final class BoundTypes {

    private final Map<Class<?>, Bean> beans = new HashMap<>();
    private final Map<Class<?>, Leaf> enums = new HashMap<>();
    private final Map<QName, BoundType> named = new HashMap<>();

    private BoundTypes(RuntimeTypeInfoSet model) {
        for (RuntimeEnumLeafInfo each : model.enums().values()) {
            Leaf leaf = new Leaf(each.getClazz().getName(), enumeration(each), false);
            enums.put(each.getClazz(), leaf);
            name(each.getTypeName(), leaf);
        }
        for (RuntimeClassInfo each : model.beans().values()) {
            Class<?> type = each.getClazz();
            Bean bean = new Bean(type, type.getName());
            beans.put(type, bean);
            name(each.getTypeName(), bean);
        }
        for (RuntimeBuiltinLeafInfo each : model.builtins().values()) {
            name(each.getTypeName(), leaf(each.getClazz()));
        }
        for (RuntimeClassInfo each : model.beans().values()) {
            Bean bean = beans.get(each.getClazz());
            for (RuntimeClassInfo at = each; at != null && bean != null; at = at.getBaseClass()) {
                at.getProperties().forEach(property -> add(bean, property));
            }
        }
    }

    /**
     * Reads the types of a context.
     *
     * @param context the context
     * @return the types; null if the context belongs to another implementation of JAXB, whose types are not known
     */
    public static @Nullable BoundTypes of(JAXBContext context) {
        try {
            return context instanceof JAXBContextImpl known ? new BoundTypes(known.getTypeInfoSet()) : null;
        } catch (IllegalAnnotationsException e) {
            throw new IllegalStateException("The context was created with these classes", e);
        }
    }

    private void name(@Nullable QName name, BoundType type) {
        if (name != null) {
            named.putIfAbsent(name, type);
        }
    }

    /** The type of the root element. */
    BoundType root(Class<?> type) {
        return byClass(type);
    }

    /** The type that {@code xsi:type} names, or null if it is unknown. */
    @Nullable
    BoundType named(QName name) {
        return named.get(name);
    }

    private BoundType byClass(Class<?> type) {
        BoundType known = beans.get(type);
        if (known == null) {
            known = enums.get(type);
        }
        return known == null ? leaf(type) : known;
    }

    private static Leaf leaf(Class<?> type) {
        return new Leaf(type.getTypeName(), ValueRule.of(type), false);
    }

    private static ValueRule enumeration(RuntimeEnumLeafInfo info) {
        Transducer<Object> constants = info.getTransducer();
        return ValueRule.enumeration(text -> {
            try {
                return constants.parse(text) != null;
            } catch (Exception e) {
                // The text is not even a value of the type of the constants.
                return false;
            }
        });
    }

    private void add(Bean bean, RuntimePropertyInfo property) {
        if (property instanceof RuntimeElementPropertyInfo elements) {
            addElements(bean, elements);
        } else if (property instanceof RuntimeReferencePropertyInfo references) {
            addReferences(bean, references);
        } else if (property instanceof RuntimeAttributePropertyInfo attribute) {
            bean.addAttribute(field(attribute.getXmlName(), leafOf(attribute, attribute.getTarget()), bean, false));
        } else if (property instanceof RuntimeValuePropertyInfo value) {
            bean.text = leafOf(value, value.getTarget()) instanceof Leaf leaf ? leaf : null;
        } else if (property instanceof RuntimeMapPropertyInfo map) {
            bean.addElement(field(map.getXmlName(), new Any("a map"), bean, false));
        }
    }

    private static Field field(QName name, BoundType type, Bean bean, boolean repeatable) {
        return new Field(
                name.getNamespaceURI(), name.getLocalPart(), type, bean.newProperty(), repeatable, true, false, true);
    }

    private void addElements(Bean bean, RuntimeElementPropertyInfo property) {
        Bean parent = property.getXmlName() == null ? bean : wrapper(bean, property.getXmlName());
        int number = parent.newProperty();
        for (RuntimeTypeRef each : property.getTypes()) {
            QName name = each.getTagName();
            boolean repeatable = property.isCollection() && !property.isValueList();
            BoundType type = property.isValueList() ? listOf(leafOf(property, each.getTarget())) : type(property, each);
            parent.addElement(new Field(
                    name.getNamespaceURI(),
                    name.getLocalPart(),
                    type,
                    number,
                    repeatable,
                    each.isNillable() || repeatable,
                    isPrimitive(property),
                    each.getDefaultValue() != null));
        }
    }

    private void addReferences(Bean bean, RuntimeReferencePropertyInfo property) {
        Bean parent = property.getXmlName() == null ? bean : wrapper(bean, property.getXmlName());
        parent.wildcard |= property.getWildcard() != null;
        int number = parent.newProperty();
        for (RuntimeElement each : property.getElements()) {
            QName name = each.getElementName();
            BoundType type = each instanceof RuntimeElementInfo element
                    ? contentOf(element)
                    : each instanceof RuntimeClassInfo info ? byClass(info.getClazz()) : new Any(name.getLocalPart());
            parent.addElement(new Field(
                    name.getNamespaceURI(),
                    name.getLocalPart(),
                    type,
                    number,
                    property.isCollection(),
                    true,
                    false,
                    true));
        }
    }

    /** A list in an element of its own. The wrapper must not be repeated: JAXB would drop the first list. */
    private static Bean wrapper(Bean bean, QName name) {
        Bean wrapper = new Bean(null, "a list");
        bean.addElement(field(name, wrapper, bean, false));
        return wrapper;
    }

    private BoundType contentOf(RuntimeElementInfo element) {
        RuntimeElementPropertyInfo property = element.getProperty();
        BoundType type = leafOf(property, element.getContentType());
        return property.isValueList() ? listOf(type) : type;
    }

    private BoundType type(RuntimePropertyInfo property, RuntimeTypeRef each) {
        return leafOf(property, each.getTarget());
    }

    private static BoundType listOf(BoundType type) {
        return type instanceof Leaf leaf ? new Leaf(leaf.shownName() + "[]", leaf.rule(), true) : type;
    }

    /** The type that the text or the elements are converted to first, before an adapter sees it. */
    private BoundType leafOf(RuntimePropertyInfo property, RuntimeNonElement target) {
        boolean reference = property.id() == ID.IDREF;
        boolean hexadecimal = property.getSchemaType() != null
                && property.getSchemaType().getLocalPart().equals("hexBinary");
        if (reference || hexadecimal) {
            return new Leaf(String.valueOf(target.getType()), ValueRule.ANY, false);
        }
        Class<?> declared = target.getType() instanceof Class<?> type ? type : null;
        if (declared == null || declared == Object.class) {
            return new Any("any type");
        }
        if (declared.isArray() && declared != byte[].class) {
            return new Any(declared.getTypeName());
        }
        // An int and an Integer have one model.
        Type raw = property.getIndividualType();
        boolean same = property.getAdapter() == null && raw instanceof Class<?> type && type.isPrimitive();
        return byClass(same ? (Class<?>) raw : declared);
    }

    private static boolean isPrimitive(RuntimePropertyInfo property) {
        return property.getRawType() instanceof Class<?> type && type.isPrimitive();
    }
}

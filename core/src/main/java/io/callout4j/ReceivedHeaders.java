package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The fields of a stub that receive blocks of the response's SOAP Header. */
final class ReceivedHeaders {

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private ReceivedHeaders() {}

    /** Sets each field to its block, or to null if the response does not have it. */
    static void fill(CalloutStub stub, List<Element> received) {
        for (Field field : FIELDS.get(stub.getClass())) {
            SoapHeader annotation = Objects.requireNonNull(field.getAnnotation(SoapHeader.class));
            set(field, stub, find(received, annotation));
        }
    }

    private static @Nullable Element find(List<Element> received, SoapHeader wanted) {
        return received.stream()
                .filter(block -> wanted.name().equals(block.getLocalName())
                        && wanted.namespace().equals(Objects.requireNonNullElse(block.getNamespaceURI(), "")))
                .findFirst()
                .orElse(null);
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> found = new ArrayList<>();
        for (Class<?> at = type; at != null && at != CalloutStub.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                SoapHeader annotation = field.getAnnotation(SoapHeader.class);
                if (annotation != null && annotation.received()) {
                    if (field.getType() != Element.class) {
                        throw new CalloutConfigurationException("The SOAP header field " + field
                                + " receives a block of the response, so its type must be " + Element.class.getName()
                                + ".");
                    }
                    found.add(StubSnapshot.accessible(field));
                }
            }
        }
        return List.copyOf(found);
    }

    private static void set(Field field, CalloutStub stub, @Nullable Element block) {
        try {
            field.set(stub, block);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is not accessible.", e);
        }
    }
}

package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.rules.CertificateName;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.CertificateChoice;
import io.callout4j.request.Operation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Makes an immutable request of a stub's fields as they are at this moment. */
final class StubSnapshot {

    private static final ClassValue<List<HeaderField>> HEADER_FIELDS = new ClassValue<>() {
        @Override
        protected List<HeaderField> computeValue(Class<?> type) {
            return headerFields(type);
        }
    };

    private StubSnapshot() {}

    static CalloutRequest of(
            CalloutStub stub, @Nullable String endpoint, Operation operation, Object payload, Class<?> responseType) {
        if (endpoint == null) {
            throw new CalloutConfigurationException(
                    "endpoint_x of " + stub.getClass().getName()
                            + " is not set. Set it to the URL of the service, such as https://example.com/services/UserStatus.");
        }
        if (payload == null) {
            throw new CalloutConfigurationException(
                    "The request for " + operation.request().getLocalPart()
                            + " is null. Nothing was sent. Give a bean, XML text, a DOM node or a Source.");
        }
        CalloutRequest.Builder builder = CalloutRequest.builder(endpoint, operation, payload)
                .responseType(responseType)
                .certificate(certificate(stub));
        if (stub.timeout_x != null) {
            builder.timeout(Duration.ofMillis(stub.timeout_x));
        }
        Map<String, String> headers = stub.inputHttpHeaders_x;
        if (headers != null) {
            builder.headers(headers);
        }
        for (HeaderField field : HEADER_FIELDS.get(stub.getClass())) {
            Object value = read(field.value(), stub);
            if (value != null) {
                builder.soapHeader(field.name(stub), value);
            }
        }
        return builder.build();
    }

    private static CertificateChoice certificate(CalloutStub stub) {
        String inline = stub.clientCert_x;
        String name = stub.clientCertName_x;
        if (inline != null && name != null) {
            throw new CalloutConfigurationException("clientCert_x and clientCertName_x (" + CertificateName.shown(name)
                    + ") are both set, so it is not clear which certificate to show. Nothing was sent. Set one of them"
                    + " to null.");
        }
        if (inline != null) {
            return new CertificateChoice.Inline(inline, stub.clientCertPasswd_x);
        }
        if (name != null) {
            return new CertificateChoice.Named(name, stub.clientCertPasswd_x);
        }
        return new CertificateChoice.None();
    }

    /** A field that is sent in the SOAP Header, and what tells its element: the annotation, or a field that Apex would have. */
    private record HeaderField(
            Field value,
            @Nullable SoapHeader annotation,
            @Nullable Field apexName) {

        QName name(CalloutStub stub) {
            if (annotation != null) {
                return new QName(annotation.namespace(), annotation.name());
            }
            String text = apexName == null ? "" : String.valueOf(read(apexName, stub));
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new CalloutConfigurationException(value.getName() + "_hns of "
                        + stub.getClass().getName() + " is \"" + text
                        + "\"; it must read \"<element>=<namespace>\", as WSDL2Apex writes it.");
            }
            return new QName(text.substring(equals + 1), text.substring(0, equals));
        }
    }

    private static List<HeaderField> headerFields(Class<?> type) {
        List<HeaderField> found = new ArrayList<>();
        for (Class<?> at = type; at != null && at != CalloutStub.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                SoapHeader annotation = field.getAnnotation(SoapHeader.class);
                Field apexName = apexName(at, field);
                boolean sent = annotation == null ? apexName != null : !annotation.received();
                if (sent) {
                    found.add(new HeaderField(accessible(field), annotation, apexName));
                }
            }
        }
        return List.copyOf(found);
    }

    private static @Nullable Field apexName(Class<?> type, Field field) {
        if (!Modifier.isPublic(field.getModifiers())) {
            return null;
        }
        try {
            return accessible(type.getDeclaredField(field.getName() + "_hns"));
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    static Field accessible(Field field) {
        try {
            field.setAccessible(true);
            return field;
        } catch (RuntimeException e) {
            throw new CalloutConfigurationException(
                    "The SOAP header field " + field + " cannot be read. Make it public in a public class, or open its"
                            + " package to io.callout4j.core.",
                    e);
        }
    }

    private static @Nullable Object read(Field field, CalloutStub stub) {
        try {
            return field.get(stub);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible and is not.", e);
        }
    }
}

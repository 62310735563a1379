package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Makes a callout from a stub, in the shape that WSDL2Apex writes and in a typed one.
 *
 * <p>Stateless; what may be shared is told by {@link CalloutStub} and {@link Callouts}. Source of the shape: Apex Reference
 * Guide, "WebServiceCallout Class".
 */
public final class WebServiceCallout {

    private static final String RESPONSE = "response_x";

    private WebServiceCallout() {}

    /**
     * Makes a callout as code from WSDL2Apex does.
     *
     * @param stub the stub: certificate, headers, timeout
     * @param request_x the request payload: a JAXB bean, a String of XML, a DOM node or a Source
     * @param response_map_x takes the response under {@code response_x}; null there for a void answer
     * @param info seven texts: endpoint, SOAPAction, request namespace, request element, response namespace, response element,
     *     response type. The type is the binary name of a Java class, loaded by the stub's class loader: a JAXB class,
     *     {@code java.lang.String}, {@code javax.xml.transform.Source} or a DOM type. Where the endpoint is null, the
     *     stub's {@code endpoint_x} is taken
     * @throws CalloutException where the callout does not end with a response
     */
    @SuppressWarnings({"unchecked", "rawtypes"
    }) // Apex's map is declared with the response class, which only info[6] tells
    public static void invoke(CalloutStub stub, Object request_x, Map<String, ?> response_map_x, String[] info) {
        if (info.length != 7) {
            throw new CalloutConfigurationException("info holds " + info.length
                    + " texts; it must hold seven: endpoint, SOAPAction, request namespace, request element, response"
                    + " namespace, response element, response type.");
        }
        clear(response_map_x);
        Operation operation = Operation.of(
                orEmpty(info[1]),
                new QName(orEmpty(info[2]), orEmpty(info[3])),
                new QName(orEmpty(info[4]), orEmpty(info[5])));
        Object response = call(stub, info[0], operation, request_x, responseType(stub, info[6]));
        ((Map) response_map_x).put(RESPONSE, response);
    }

    /**
     * Makes a callout to the stub's {@code endpoint_x}.
     *
     * @param <T> the type of the response
     * @param stub the stub: endpoint, certificate, headers, timeout
     * @param operation what to call
     * @param request the request payload: a JAXB bean, a String of XML, a DOM node or a Source
     * @param responseType a JAXB class, {@code String} (XML text), {@code Source} or a DOM type
     * @return the response, or null for a void answer
     * @throws CalloutException where the callout does not end with a response
     */
    public static <T> @Nullable T invoke(CalloutStub stub, Operation operation, Object request, Class<T> responseType) {
        return responseType.cast(call(stub, null, operation, request, responseType));
    }

    /**
     * Begins a callout to the stub's {@code endpoint_x} and does not wait for it. The stub's fields are taken as they are now and never
     * written to: the answer's headers come in the response.
     *
     * @param stub the stub: endpoint, certificate, headers, timeout
     * @param operation what to call
     * @param request the request payload: a JAXB bean, a String of XML, a DOM node or a Source
     * @param responseType a JAXB class, {@code String} (XML text), {@code Source} or a DOM type
     * @return completes with the response or a {@link CalloutException}; cancelling it drops the connection
     */
    public static CompletableFuture<CalloutResponse> beginInvoke(
            CalloutStub stub, Operation operation, Object request, Class<?> responseType) {
        try {
            CalloutRequest snapshot = StubSnapshot.of(stub, stub.endpoint_x, operation, request, responseType);
            return stub.callouts().engine().begin(snapshot, stub);
        } catch (CalloutException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Before the call: a map that takes nothing would lose the answer when the service has acted already. */
    private static void clear(@Nullable Map<String, ?> responseMap) {
        try {
            if (responseMap != null) {
                responseMap.remove(RESPONSE);
                return;
            }
        } catch (UnsupportedOperationException e) {
            // As below.
        }
        throw new CalloutConfigurationException("The response map is " + (responseMap == null ? "null" : "unmodifiable")
                + ", so the answer could not be put into it. Nothing was sent. Give a new HashMap.");
    }

    private static @Nullable Object call(
            CalloutStub stub, @Nullable String endpoint, Operation operation, Object payload, Class<?> responseType) {
        CalloutRequest request =
                StubSnapshot.of(stub, endpoint == null ? stub.endpoint_x : endpoint, operation, payload, responseType);
        CalloutOutcome outcome = stub.callouts().engine().call(request, stub);
        CalloutResponse response = outcome.response();
        if (!stub.callouts().isMocked() || response == null) {
            // No answer, no headers: those of an earlier callout would be mistaken for this one's.
            stub.outputHttpHeaders_x = filled(stub.outputHttpHeaders_x, outcome.headers());
            ReceivedHeaders.fill(stub, response == null ? List.of() : response.soapHeaders());
        }
        return outcome.responseOrThrow().value();
    }

    private static Map<String, String> filled(@Nullable Map<String, String> mine, Map<String, String> received) {
        if (mine != null) {
            try {
                mine.clear();
                mine.putAll(received);
                return mine;
            } catch (UnsupportedOperationException e) {
                // An unmodifiable map, such as Map.of(): it is replaced below.
            }
        }
        Map<String, String> fresh = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fresh.putAll(received);
        return fresh;
    }

    private static Class<?> responseType(CalloutStub stub, @Nullable String name) {
        try {
            return Class.forName(orEmpty(name), false, stub.getClass().getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CalloutConfigurationException(
                    "The response type \"" + name + "\" (the seventh text of info) is no class that "
                            + stub.getClass().getName()
                            + " can see. Give the binary name of a Java class, as MyResponse.class.getName() does.",
                    e);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Answers a callout by a mock, as Apex does: the response map is the mock's to fill. */
    static @Nullable Object answeredBy(WebServiceMock mock, @Nullable CalloutStub stub, CalloutRequest request) {
        Map<String, @Nullable Object> responseMap = new HashMap<>(Collections.singletonMap(RESPONSE, null));
        Operation operation = request.operation();
        mock.doInvoke(
                stub,
                request.payload(),
                responseMap,
                request.endpoint(),
                operation.soapAction(),
                operation.request().getLocalPart(),
                operation.response().getNamespaceURI(),
                operation.response().getLocalPart(),
                request.responseType().getName());
        Object response = responseMap.get(RESPONSE);
        if (response != null && !request.responseType().isInstance(response)) {
            throw new CalloutConfigurationException(
                    "The mock put a " + response.getClass().getName() + " under response_x, where a "
                            + request.responseType().getName() + " is expected.");
        }
        return response;
    }
}

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
 * Makes callouts from a stub: with the signature that WSDL2Apex generates, or with a typed one.
 *
 * <p>Stateless; {@link CalloutStub} and {@link Callouts} say what may be shared. The signature is defined in: Apex Reference Guide,
 * "WebServiceCallout Class".
 */
public final class WebServiceCallout {

    private static final String RESPONSE = "response_x";

    private WebServiceCallout() {}

    /**
     * Makes a callout with the signature that code from WSDL2Apex uses.
     *
     * @param stub the stub: certificate, headers, timeout
     * @param request_x the request payload: a JAXB bean, a String of XML, a DOM node or a Source
     * @param response_map_x receives the response under {@code response_x}; null there for a void response
     * @param info seven strings: endpoint, SOAPAction, request namespace, request element, response namespace, response element, response
     *     type. The type is the binary name of a Java class, loaded by the stub's class loader: a JAXB class, {@code java.lang.String},
     *     {@code javax.xml.transform.Source} or a DOM type. If the endpoint is null, the stub's {@code endpoint_x} is used
     * @throws CalloutException if there is no response
     */
    @SuppressWarnings({"unchecked", "rawtypes"
    }) // Apex's map is declared with the response class, which only info[6] names
    public static void invoke(CalloutStub stub, Object request_x, Map<String, ?> response_map_x, String[] info) {
        if (info.length != 7) {
            throw new CalloutConfigurationException("info has " + info.length + " elements; it must have seven:"
                    + " endpoint, SOAPAction, request namespace, request element, response"
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
     * @return the response, or null for a void response
     * @throws CalloutException if there is no response
     */
    public static <T> @Nullable T invoke(CalloutStub stub, Operation operation, Object request, Class<T> responseType) {
        return responseType.cast(call(stub, null, operation, request, responseType));
    }

    /**
     * Begins a callout to the stub's {@code endpoint_x} without waiting for it. The stub's fields are read now and never written: the
     * headers are in the {@link CalloutResponse}.
     *
     * @param stub the stub: endpoint, certificate, headers, timeout
     * @param operation what to call
     * @param request the request payload: a JAXB bean, a String of XML, a DOM node or a Source
     * @param responseType a JAXB class, {@code String} (XML text), {@code Source} or a DOM type
     * @return completes with the response or a {@link CalloutException}; canceling it drops the connection
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

    /** Checked before the call: with an unmodifiable map, the response would be lost after the service has acted. */
    private static void clear(@Nullable Map<String, ?> responseMap) {
        try {
            if (responseMap != null) {
                responseMap.remove(RESPONSE);
                return;
            }
        } catch (UnsupportedOperationException e) {
            // Reported below.
        }
        throw new CalloutConfigurationException("The response map is " + (responseMap == null ? "null" : "unmodifiable")
                + ", so the response could not be stored in it. Nothing was sent. Pass a new HashMap.");
    }

    private static @Nullable Object call(
            CalloutStub stub, @Nullable String endpoint, Operation operation, Object payload, Class<?> responseType) {
        CalloutRequest request =
                StubSnapshot.of(stub, endpoint == null ? stub.endpoint_x : endpoint, operation, payload, responseType);
        CalloutOutcome outcome = stub.callouts().engine().call(request, stub);
        CalloutResponse response = outcome.response();
        if (!stub.callouts().isMocked() || response == null) {
            // Without a response, the headers are cleared: those of an earlier callout must not be mistaken for this
            // one's.
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
                // An unmodifiable map, such as Map.of(), is replaced below.
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
                    "The response type \"" + name + "\" (the seventh element of info) cannot be loaded by "
                            + stub.getClass().getName()
                            + ". Use the binary name of a Java class, such as MyResponse.class.getName().",
                    e);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Lets a mock provide the response, as in Apex: the mock fills the response map. */
    static @Nullable Object mockedResponse(WebServiceMock mock, @Nullable CalloutStub stub, CalloutRequest request) {
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
                    "The mock put a " + response.getClass().getName() + " under response_x; the callout expects a "
                            + request.responseType().getName() + ".");
        }
        return response;
    }
}

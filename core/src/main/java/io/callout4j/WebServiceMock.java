package io.callout4j;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers callouts in a test, with no network and no certificate.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.mocked((stub, request, responseMap, endpoint, soapAction, requestName,
 *         responseNamespace, responseName, responseType) -> {
 *     UpdateStatusResponse response = new UpdateStatusResponse();
 *     response.result = "OK";
 *     responseMap.put("response_x", response);
 * });
 * assertThat(new UserStatusPort(callouts).updateStatus("005x", "Away")).isEqualTo("OK");
 * }</pre>
 *
 * <p>The parameters are those of Apex's {@code WebServiceMock.doInvoke} (Apex Reference Guide, "WebServiceMock Interface"); the
 * request's namespace is not among them. Called in the thread of the callout, by as many threads as make callouts.
 */
@FunctionalInterface
public interface WebServiceMock {

    /**
     * Answers one callout.
     *
     * @param stub the stub that makes it, or null for a request that has none
     * @param soapRequest the request payload
     * @param responseMap takes the response under {@code response_x}; where nothing is put there, the answer is void
     * @param endpoint where the callout would go
     * @param soapAction the SOAP action
     * @param requestName the local name of the request element
     * @param responseNamespace the namespace of the response element
     * @param responseName the local name of the response element
     * @param responseType the Java class that the response is expected in
     */
    void doInvoke(
            @Nullable Object stub,
            Object soapRequest,
            Map<String, @Nullable Object> responseMap,
            String endpoint,
            String soapAction,
            String requestName,
            String responseNamespace,
            String responseName,
            String responseType);
}

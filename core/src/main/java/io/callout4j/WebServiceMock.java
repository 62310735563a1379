package io.callout4j;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Provides the responses to callouts in a test, without a network or a certificate.
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
 * <p>The parameters are those of Apex's {@code WebServiceMock.doInvoke} (Apex Reference Guide, "WebServiceMock Interface"); the namespace
 * of the request is not among them. Called in the thread of the callout, so it must be thread-safe if callouts run in parallel.
 */
@FunctionalInterface
public interface WebServiceMock {

    /**
     * Provides the response to one callout.
     *
     * @param stub the stub that makes the callout, or null if there is none
     * @param soapRequest the request payload
     * @param responseMap put the response here under {@code response_x}; if you put nothing, the response is void
     * @param endpoint where the callout would go
     * @param soapAction the SOAP action
     * @param requestName the local name of the request element
     * @param responseNamespace the namespace of the response element
     * @param responseName the local name of the response element
     * @param responseType the name of the Java class expected for the response
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

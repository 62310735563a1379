package io.callout4j.samples;

import io.callout4j.CalloutStub;
import io.callout4j.Callouts;
import io.callout4j.WebServiceCallout;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client of a service that stores what users are doing, written by hand in the style of WSDL2Apex: one class per namespace, which
 * contains the beans and the port.
 *
 * <pre>{@code
 * var port = new UserStatusClient.UserStatusPort(callouts);
 * port.clientCertName_x = "Contoso_SF";
 * String result = port.updateStatus("005x0000001", "On holiday");
 * }</pre>
 */
@SuppressWarnings("MemberName") // the names are Apex's
public final class UserStatusClient {

    static final String NAMESPACE = "urn:example:user-status";
    static final String SOAP_ACTION = "urn:updateStatus";

    private UserStatusClient() {}

    /** The request of {@code updateStatus}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class UpdateStatus {

        /** The user whose status to update. */
        @XmlElement(namespace = NAMESPACE)
        public @Nullable String userId;

        /** What the user is doing. */
        @XmlElement(namespace = NAMESPACE)
        public @Nullable String status;

        /** Creates an empty one. */
        public UpdateStatus() {}
    }

    /** The response of {@code updateStatus}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class UpdateStatusResponse {

        /** The result. */
        @XmlElement(namespace = NAMESPACE)
        public @Nullable String result;

        /** Creates an empty one. */
        public UpdateStatusResponse() {}
    }

    /** The port: set its fields, then call it. Used by one thread at a time. */
    public static final class UserStatusPort extends CalloutStub {

        /**
         * Creates a port.
         *
         * @param callouts the runtime to use
         */
        public UserStatusPort(Callouts callouts) {
            super(callouts);
            endpoint_x = "https://erp.example.com/services/UserStatus";
        }

        /**
         * Updates the status of a user.
         *
         * @param userId the user
         * @param status what the user is doing
         * @return the result, or null if the response has none
         * @throws io.callout4j.error.CalloutException if there is no response
         */
        public @Nullable String updateStatus(String userId, String status) {
            UpdateStatus request_x = new UpdateStatus();
            request_x.userId = userId;
            request_x.status = status;
            Map<String, @Nullable UpdateStatusResponse> response_map_x = new HashMap<>();
            response_map_x.put("response_x", null);
            WebServiceCallout.invoke(this, request_x, response_map_x, new String[] {
                endpoint_x,
                SOAP_ACTION,
                NAMESPACE,
                "updateStatus",
                NAMESPACE,
                "updateStatusResponse",
                UpdateStatusResponse.class.getName()
            });
            UpdateStatusResponse response_x = response_map_x.get("response_x");
            return response_x == null ? null : response_x.result;
        }
    }
}

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
 * The client of a service that keeps what users are doing, written by hand in the shape that WSDL2Apex makes: one class per
 * namespace, in it the beans and the port.
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

    /** What {@code updateStatus} is asked. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class UpdateStatus {

        /** Whose status it is. */
        @XmlElement(namespace = NAMESPACE)
        public @Nullable String userId;

        /** What the user is doing. */
        @XmlElement(namespace = NAMESPACE)
        public @Nullable String status;

        /** Makes an empty one. */
        public UpdateStatus() {}
    }

    /** What {@code updateStatus} answers. */
    @XmlAccessorType(XmlAccessType.FIELD)
    public static final class UpdateStatusResponse {

        /** What the service says. */
        @XmlElement(namespace = NAMESPACE)
        public @Nullable String result;

        /** Makes an empty one. */
        public UpdateStatusResponse() {}
    }

    /** The port: set its fields, then call. Belongs to one thread at a time. */
    public static final class UserStatusPort extends CalloutStub {

        /**
         * Makes a port.
         *
         * @param callouts the runtime to use
         */
        public UserStatusPort(Callouts callouts) {
            super(callouts);
            endpoint_x = "https://erp.example.com/services/UserStatus";
        }

        /**
         * Tells the service what a user is doing.
         *
         * @param userId whose status it is
         * @param status what the user is doing
         * @return what the service says, or null if it says nothing
         * @throws io.callout4j.error.CalloutException if the callout does not end with a response
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

package io.callout4j.cxf;

import io.callout4j.CalloutStub;
import io.callout4j.Callouts;
import io.callout4j.SoapHeader;
import io.callout4j.WebServiceCallout;
import io.callout4j.request.Operation;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;

/** A small service, its stub in Apex's shape, and the envelopes it answers with. */
final class StatusService {

    static final String NS = "urn:example:status";
    static final Operation UPDATE =
            Operation.of("urn:updateStatus", new QName(NS, "updateStatus"), new QName(NS, "updateStatusResponse"));

    private StatusService() {}

    @XmlAccessorType(XmlAccessType.FIELD)
    static class UpdateStatus {
        @XmlElement(namespace = NS)
        public String userId;

        @XmlElement(namespace = NS)
        public String status;

        static UpdateStatus of(String userId, String status) {
            UpdateStatus bean = new UpdateStatus();
            bean.userId = userId;
            bean.status = status;
            return bean;
        }
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class UpdateStatusResponse {
        @XmlElement(namespace = NS)
        public String result;
    }

    @XmlAccessorType(XmlAccessType.FIELD)
    static class SessionHeader {
        @XmlElement(namespace = NS)
        public String sessionId;
    }

    static final class Port extends CalloutStub {

        @SoapHeader(name = "SessionHeader", namespace = NS)
        public SessionHeader session;

        public String Tenant;

        @SoapHeader(name = "LimitInfo", namespace = NS, received = true)
        public org.w3c.dom.Element limitInfo;

        @SuppressWarnings("unused") // read by name, as WSDL2Apex writes it
        private final String Tenant_hns = "Tenant=" + NS;

        Port(Callouts callouts, String endpoint) {
            super(callouts);
            endpoint_x = endpoint;
        }

        String updateStatus(String userId, String status) {
            Map<String, UpdateStatusResponse> response_map_x = new HashMap<>();
            WebServiceCallout.invoke(this, UpdateStatus.of(userId, status), response_map_x, new String[] {
                endpoint_x,
                "urn:updateStatus",
                NS,
                "updateStatus",
                NS,
                "updateStatusResponse",
                UpdateStatusResponse.class.getName()
            });
            UpdateStatusResponse response_x = response_map_x.get("response_x");
            return response_x == null ? null : response_x.result;
        }
    }

    static String envelope(String body) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + body
                + "</soap:Body></soap:Envelope>";
    }

    static String okBody(String result) {
        return "<s:updateStatusResponse xmlns:s=\"" + NS + "\"><s:result>" + result
                + "</s:result></s:updateStatusResponse>";
    }

    static String http(int status, String contentType, String body) {
        return "HTTP/1.1 " + status + " Reason\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    static String ok(String result) {
        return http(200, "text/xml; charset=UTF-8", envelope(okBody(result)));
    }

    /** Answers each request on a kept-alive connection with the same text. */
    static LoopbackServer.Script always(String response) {
        return peer -> {
            while (peer.next() != null) {
                peer.send(response);
            }
        };
    }

    /** Answers each request with the name of the certificate that the client showed. */
    static LoopbackServer.Script nameOfClient() {
        return peer -> {
            while (peer.next() != null) {
                var client = peer.client();
                peer.send(ok(
                        client == null
                                ? "nobody"
                                : client.getSubjectX500Principal().getName()));
            }
        };
    }
}

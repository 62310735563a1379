package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.request.Operation;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

class WebServiceMockTest {

    private static final Operation PING =
            Operation.of("urn:ping", new QName("urn:a", "ping"), new QName("urn:b", "pong"));

    static final class Port extends CalloutStub {
        Port(Callouts callouts) {
            super(callouts);
            endpoint_x = "https://erp.example.com/status";
        }

        String ping() {
            return WebServiceCallout.invoke(this, PING, "<ping/>", String.class);
        }
    }

    @Test
    void isCalledWithTheNineArgumentsOfApex() {
        List<Object> seen = new ArrayList<>();
        try (Callouts callouts = Callouts.mocked(
                (stub, request, map, endpoint, action, requestName, responseNamespace, responseName, responseType) -> {
                    seen.addAll(List.of(
                            stub,
                            request,
                            endpoint,
                            action,
                            requestName,
                            responseNamespace,
                            responseName,
                            responseType));
                    map.put("response_x", "<pong/>");
                })) {
            Port port = new Port(callouts);
            assertThat(port.ping()).isEqualTo("<pong/>");
            assertThat(seen)
                    .containsExactly(
                            port,
                            "<ping/>",
                            "https://erp.example.com/status",
                            "urn:ping",
                            "ping",
                            "urn:b",
                            "pong",
                            "java.lang.String");
        }
    }

    @Test
    void returnsAVoidResponseIfItPutsNothing() {
        try (Callouts callouts = Callouts.mocked((a, b, map, c, d, e, f, g, h) -> {})) {
            assertThat(new Port(callouts).ping()).isNull();
        }
    }

    @Test
    void mayThrowAFault() {
        try (Callouts callouts = Callouts.mocked((a, b, map, c, d, e, f, g, h) -> {
            throw new CalloutFaultException("soap:Server", "closed", null, null);
        })) {
            assertThatThrownBy(() -> new Port(callouts).ping()).isInstanceOf(CalloutFaultException.class);
        }
    }

    @Test
    void mustReturnTheExpectedType() {
        try (Callouts callouts = Callouts.mocked((a, b, map, c, d, e, f, g, h) -> map.put("response_x", 42))) {
            assertThatThrownBy(() -> new Port(callouts).ping())
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("java.lang.Integer")
                    .hasMessageContaining("java.lang.String");
        }
    }

    @Test
    void doesNotDisableTheChecksOfFields() {
        try (Callouts callouts = Callouts.mocked((a, b, map, c, d, e, f, g, h) -> {})) {
            Port port = new Port(callouts);
            port.clientCert_x = "MII";
            port.clientCertName_x = "Contoso_SF";
            assertThatThrownBy(port::ping).isInstanceOf(CalloutConfigurationException.class);
        }
    }
}

package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.NamedCredential;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code callout:Name} means, and which sites may be called by URL. */
class NamedCredentialTest {

    private static final NamedCredential ERP = NamedCredential.of("https://erp.example.com/soap");

    private final RecordingTransport transport = new RecordingTransport();
    private Callouts callouts;

    @AfterEach
    void close() {
        if (callouts != null) {
            callouts.close();
        }
    }

    private StubOverRecording.Port port(NamedCredential credential) {
        return port(transport.callouts().namedCredential("Erp", credential), "callout:Erp/status");
    }

    private StubOverRecording.Port port(CalloutsBuilder builder, String endpoint) {
        callouts = builder.certificate(
                        "Contoso_SF",
                        KeyStoreEntry.ofBytes(
                                StubOverRecording.CONTOSO.toPkcs12(StubOverRecording.PASSWORD),
                                "the test",
                                StubOverRecording.PASSWORD))
                .build();
        var port = new StubOverRecording.Port(callouts);
        port.endpoint_x = endpoint;
        return port;
    }

    private Map<String, String> sentHeaders() {
        return transport.last().request().headers();
    }

    @Nested
    class ItsUrl {

        @ParameterizedTest
        @CsvSource({
            "https://erp.example.com/soap,      callout:Erp/status?x=1,   https://erp.example.com/soap/status?x=1",
            "https://erp.example.com/soap,      callout:Erp,              https://erp.example.com/soap",
            "https://erp.example.com/soap/,     callout:Erp/status,       https://erp.example.com/soap/status",
            "https://erp.example.com/soap,      ' CALLOUT:Erp/status ',   https://erp.example.com/soap/status",
            "https://erp.example.com,           callout:Erp?x=1,          https://erp.example.com?x=1",
            "https://erp.example.com/soap?c=7,  callout:Erp,              https://erp.example.com/soap?c=7",
            "https://erp.example.com/soap?c=7,  callout:Erp/a?x=1,        https://erp.example.com/soap/a?c=7&x=1",
        })
        void isExtendedWithWhatFollowsTheName(String url, String endpoint, String called) {
            port(transport.callouts().namedCredential("Erp", NamedCredential.of(url)), endpoint)
                    .ping();
            assertThat(transport.last().request().endpoint()).isEqualTo(called);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"callout:erp/status", "callout:", "callout:Erp@evil.example/x", "callout:Other?token=hunter2"
                })
        void isRejectedIfTheNameIsUnknown(String endpoint) {
            var port = port(transport.callouts().namedCredential("Erp", ERP), endpoint);
            assertThatThrownBy(port::ping)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContainingAll("No named credential", "the known names are Erp", "Nothing was sent")
                    .hasMessageNotContaining("hunter2");
            assertThat(transport.exchanges).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "erp.example.com",
                    "ftp://erp.example.com",
                    "https://user:hunter2@erp.example.com/",
                    "https://e/#a"
                })
        void mustBeAValidEndpoint(String url) {
            assertThatThrownBy(() -> NamedCredential.of(url))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("named credential's url")
                    .hasMessageNotContaining("hunter2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a/b", "a?b", "a b", "a#b"})
        void needsANameThatCannotBeMistakenForAPath(String name) {
            assertThatThrownBy(() -> Callouts.builder().namedCredential(name, ERP))
                    .isInstanceOf(CalloutConfigurationException.class);
        }
    }

    @Nested
    class WhatItAdds {

        @Test
        void isItsCertificate() {
            port(ERP.withCertificate("Contoso_SF")).ping();
            assertThat(transport.last().tls().identity().certificate())
                    .isEqualTo(StubOverRecording.CONTOSO.certificate());
        }

        @Test
        void isRejectedIfTheStubHasACertificateToo() {
            var port = port(ERP.withCertificate("Contoso_SF"));
            port.clientCertName_x = "Contoso_SF";
            assertThatThrownBy(port::ping)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("unclear which one to present");
            assertThat(transport.exchanges).isEmpty();
        }

        @Test
        void isItsTimeLimitUnlessTheStubHasOne() {
            var port = port(ERP.withTimeout(Duration.ofSeconds(20)));
            port.ping();
            assertThat(transport.last().request().timeout()).hasSeconds(20);
            port.timeout_x = 3_000;
            port.ping();
            assertThat(transport.last().request().timeout()).hasSeconds(3);
        }

        @Test
        void isTenSecondsIfNeitherSetsALimit() {
            port(ERP).ping();
            assertThat(transport.last().request().timeout()).hasSeconds(10);
        }

        @Test
        void areItsHeadersUnlessTheStubHasThem() {
            var port = port(ERP.withHeader("X-Tenant", "7").withHeader("X-Other", "a"));
            port.inputHttpHeaders_x = new HashMap<>(Map.of("x-tenant", "8"));
            port.ping();
            assertThat(sentHeaders()).isEqualTo(Map.of("x-tenant", "8", "X-Other", "a"));
        }

        @Test
        void isItsLoginAsAnAuthorizationHeaderInUtf8() {
            port(ERP.withLogin("erp", "pässword".toCharArray())).ping();
            assertThat(sentHeaders())
                    .containsEntry(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString("erp:pässword".getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void isNoLoginIfTheStubOrTheCredentialDisablesIt() {
            var port = port(ERP.withLogin("erp", "p".toCharArray()));
            port.inputHttpHeaders_x = new HashMap<>(Map.of("authorization", "Bearer x"));
            port.ping();
            assertThat(sentHeaders()).isEqualTo(Map.of("authorization", "Bearer x"));
            callouts.close();
            port(ERP.withLogin("erp", "p".toCharArray()).withoutAuthorizationHeader())
                    .ping();
            assertThat(sentHeaders()).isEmpty();
        }

        @Test
        void appliesToAsynchronousCalloutsToo() {
            var port = port(ERP.withHeader("X-Tenant", "7"));
            WebServiceCallout.beginInvoke(port, StubOverRecording.PING, "<ping/>", String.class)
                    .join();
            assertThat(sentHeaders()).containsEntry("X-Tenant", "7");
        }

        @Test
        void isCheckedLikeTheFieldsOfAStub() {
            assertThatThrownBy(() -> ERP.withHeader("X-A", "a\r\nHost: evil"))
                    .isInstanceOf(CalloutConfigurationException.class);
            assertThatThrownBy(() -> ERP.withHeader("Host", "evil")).isInstanceOf(CalloutConfigurationException.class);
            assertThatThrownBy(() -> ERP.withTimeout(Duration.ofMinutes(3)))
                    .isInstanceOf(CalloutConfigurationException.class);
            assertThatThrownBy(() -> ERP.withLogin("a:b", new char[0]))
                    .isInstanceOf(CalloutConfigurationException.class);
        }
    }

    @Nested
    class MergeFields {

        private final NamedCredential erp =
                ERP.withLogin("erp", "a$1<b".toCharArray()).withoutAuthorizationHeader();

        @Test
        void areFilledIntoHeadersIfEnabled() {
            var port = port(erp.withMergeFieldsInHeaders().withHeader("X-User", "u={!$Credential.Username}"));
            port.inputHttpHeaders_x = new HashMap<>(Map.of("X-Key", "{!$Credential.Password}"));
            port.ping();
            assertThat(sentHeaders()).isEqualTo(Map.of("X-User", "u=erp", "X-Key", "a$1<b"));
            assertThat(transport.last().body()).contains("{!$Credential.Username}");
        }

        @Test
        void areLeftUnchangedIfNotEnabled() {
            var port = port(erp.withMergeFieldsInBody("u", "p"));
            port.inputHttpHeaders_x = new HashMap<>(Map.of("X-Key", "{!$Credential.Password}"));
            port.ping();
            assertThat(sentHeaders()).containsEntry("X-Key", "{!$Credential.Password}");
            assertThat(transport.last().body()).isEqualTo("<ping u='erp' p='a$1&lt;b'/>");
        }

        @Test
        void areLeftUnchangedForOtherEndpoints() {
            var port = port(erp.withMergeFieldsInBody("u", "p").withMergeFieldsInHeaders());
            port.endpoint_x = "https://evil.example.com/";
            port.inputHttpHeaders_x = new HashMap<>(Map.of("X-Key", "{!$Credential.Password}"));
            port.ping();
            assertThat(sentHeaders()).containsEntry("X-Key", "{!$Credential.Password}");
            assertThat(transport.last().body()).contains("{!$Credential.Username}");
        }

        @Test
        void areRejectedIfUnknown() {
            var port = port(erp.withMergeFieldsInHeaders());
            port.inputHttpHeaders_x = new HashMap<>(Map.of("X-Key", "{!$Credential.OAuthToken}"));
            assertThatThrownBy(port::ping)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContainingAll("X-Key", "OAuthToken", "Password and Username");
            assertThat(transport.exchanges).isEmpty();
        }
    }

    @Nested
    class RemoteSites {

        @ParameterizedTest
        @ValueSource(
                strings = {"https://erp.example.com/a?x=1", "https://ERP.example.com:443/", "http://localhost:8080/x"})
        void mayBeCalledWhateverThePath(String endpoint) {
            port(transport.callouts().remoteSites("https://Erp.Example.com/other", "http://localhost:8080"), endpoint)
                    .ping();
            assertThat(transport.exchanges).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://erp.example.com/",
                    "https://erp.example.com:8443/",
                    "https://erp.example.com.evil.example/?token=hunter2",
                    "https://www.erp.example.com/"
                })
        void areTheOnlySitesThatMayBeCalled(String endpoint) {
            var port = port(transport.callouts().remoteSites("https://erp.example.com"), endpoint);
            assertThatThrownBy(port::ping)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageStartingWith(
                            "IO Exception: Unauthorized endpoint, please check Setup->Security->Remote site"
                                    + " settings. endpoint = ")
                    .hasMessageContaining("contains only https://erp.example.com.")
                    .hasMessageNotContaining("hunter2");
            assertThat(transport.exchanges).isEmpty();
        }

        @Test
        void areNotNeededByNamedCredentials() {
            port(transport.callouts().remoteSites().namedCredential("Erp", ERP), "callout:Erp")
                    .ping();
            assertThat(transport.exchanges).hasSize(1);
        }
    }

    @Test
    void isReportedToListeners() {
        List<CalloutReport> reports = new ArrayList<>();
        var port = port(
                transport
                        .callouts()
                        .namedCredential(
                                "Erp", ERP.withCertificate("Contoso_SF").withMergeFieldsInBody("u", "p"))
                        .listener(start -> {
                            start.addHeader("traceparent", "00-1");
                            return reports::add;
                        }),
                "callout:Erp/status");
        port.ping();
        assertThat(sentHeaders()).containsEntry("traceparent", "00-1");
        port.endpoint_x = "callout:Other?token=hunter2";
        assertThatThrownBy(port::ping).hasMessageContaining("No named credential");
        assertThat(reports).hasSize(2);
        assertThat(reports.get(0).host()).isEqualTo("erp.example.com");
        assertThat(reports.get(0).certificateName()).isEqualTo("Contoso_SF");
        assertThat(reports.get(1).outcome().name()).isEqualTo("configuration");
        assertThat(reports.get(1).endpoint()).isEqualTo("callout:Other?…");
    }

    @Test
    void keepsItsMergeFieldsIfListenersAddHeaders() {
        var port = port(
                transport
                        .callouts()
                        .namedCredential(
                                "Erp",
                                ERP.withLogin("erp", "p".toCharArray())
                                        .withTimeout(Duration.ofSeconds(20))
                                        .withMergeFieldsInBody("u", "p"))
                        .listener(start -> {
                            start.addHeader("traceparent", "00-1");
                            return null;
                        }),
                "callout:Erp");
        port.ping();
        assertThat(transport.last().body()).contains("u='erp'");
        assertThat(transport.last().request().timeout()).hasSeconds(20);
    }

    @Test
    void showsNeitherPasswordNorHeadersInMessages() {
        NamedCredential credential = ERP.withLogin("erp", "hunter2".toCharArray())
                .withHeader("X-Key", "hunter2")
                .withMergeFieldsInBody("u", "p");
        port(credential).ping();
        assertThat(credential + " " + transport.last() + transport.last().request())
                .doesNotContain("hunter2")
                .contains("https://erp.example.com/soap");
    }

    @Test
    void isNotResolvedForAMock() {
        String[] called = new String[1];
        Callouts mocked = Callouts.mocked((stub, request, map, endpoint, action, name, ns, response, type) -> {
            called[0] = endpoint;
            map.put("response_x", "<pong/>");
        });
        var port = new StubOverRecording.Port(mocked);
        port.endpoint_x = "callout:Erp/status";
        assertThat(port.ping()).isEqualTo("<pong/>");
        assertThat(called[0]).isEqualTo("callout:Erp/status");
    }
}

package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.request.Operation.SoapVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A named credential's user name and password in the envelope. */
class MergeFieldsTest {

    private static final String FIELD = "{!$Credential.Password}";
    private static final String ESCAPED = "&lt;&amp;&quot;&apos;&gt;$1é";

    private final LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));

    @AfterEach
    void close() {
        server.close();
    }

    private CalloutsBuilder builder() {
        return Callouts.builder()
                .namedCredential(
                        "Erp",
                        NamedCredential.of(server.url())
                                .withLogin("{!$Credential.Password}", "<&\"'>$1é".toCharArray())
                                .withMergeFieldsInBody());
    }

    private String sent(Object payload, boolean mtom) {
        try (Callouts callouts = builder().build()) {
            callouts.send(CalloutRequest.builder("callout:Erp", StatusService.UPDATE.withMtom(mtom), payload)
                    .build());
        }
        return server.requests.get(0).body();
    }

    @Test
    void isEscapedInTextAndAttributes() {
        assertThat(sent("<a b=\"" + FIELD + "\">" + FIELD + "</a>", false))
                .contains("b=\"" + ESCAPED + "\">" + ESCAPED + "</");
    }

    @Test
    void isFilledIntoBeans() {
        assertThat(sent(StatusService.UpdateStatus.of(FIELD, "{!HTMLENCODE($Credential.Password)}"), false))
                .contains(">" + ESCAPED + "<")
                .doesNotContain("$Credential");
    }

    @Test
    void isFilledInOnceOnly() {
        // The user name looks like the field of the password.
        assertThat(sent("<a>{!$Credential.Username}</a>", false)).contains(">" + FIELD + "<");
    }

    @Test
    void isFilledIntoTheEnvelopeOfAMultipartRequest() {
        assertThat(sent("<a>" + FIELD + "</a>", true)).contains(">" + ESCAPED + "<");
    }

    @Test
    void countsForTheLimitOfTheRequest() {
        try (Callouts callouts = builder()
                .limits(CalloutLimits.standard().withRequestBytes(1_500))
                .build()) {
            String many = "<a>" + FIELD.repeat(50) + "</a>";
            CalloutRequest request = CalloutRequest.builder(
                            "callout:Erp", StatusService.UPDATE.withSoapVersion(SoapVersion.V1_2), many)
                    .build();
            assertThatThrownBy(() -> callouts.send(request))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("Exceeded max size limit of 1500");
            assertThat(server.requests).isEmpty();
        }
    }
}

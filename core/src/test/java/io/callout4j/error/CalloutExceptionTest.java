package io.callout4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalloutExceptionTest {

    private static final Finding FINDING = Finding.error(FindingCode.SERVER_UNKNOWN_CA, "Unknown.")
            .withEvidence("e")
            .withCause("c")
            .withRemedyClient("r")
            .withRemedyServer("s");

    private static final List<CalloutException> ALL = List.of(
            new CalloutConfigurationException("m"),
            new ClientCertificateException(ClientCertificateException.Reason.WRONG_PASSWORD, "m"),
            new CalloutConnectException("m", List.of(FINDING), new IOException("refused")),
            new CalloutTlsException("m", List.of(FINDING), new IOException("alert")),
            new CalloutTimeoutException("m", CalloutPhase.WAIT, Duration.ofSeconds(1)),
            new CalloutHttpException("m", 404, "text/html", "<html>"),
            new CalloutResponseException("m", null),
            new CalloutFaultException("soap:Server", "no", "urn:actor", "<detail/>"));

    @Test
    void hasOneKindForEachOutcomeOfTheContract() {
        assertThat(ALL)
                .extracting(CalloutException::outcome)
                .containsExactly(
                        "configuration", "certificate", "connect", "tls", "timeout", "http", "not-soap", "fault");
        assertThat(ALL).extracting(e -> (Object) e.getClass()).containsExactlyInAnyOrder((Object[])
                CalloutException.class.getPermittedSubclasses());
    }

    @Test
    void isSerializableWithAllItsFields() throws Exception {
        for (CalloutException thrown : ALL) {
            CalloutException copy = copy(thrown);
            assertThat(copy).hasMessage(thrown.getMessage()).hasSameClassAs(thrown);
            assertThat(copy.findings()).isEqualTo(thrown.findings());
            assertThat(copy)
                    .usingRecursiveComparison()
                    .ignoringFields("stackTrace", "cause", "suppressedExceptions")
                    .isEqualTo(thrown);
        }
    }

    private static CalloutException copy(CalloutException thrown) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CalloutException) in.readObject();
        }
    }

    @Test
    void namesReasonsAsTheContractDoes() {
        assertThat(Arrays.stream(ClientCertificateException.Reason.values())
                        .map(ClientCertificateException.Reason::code))
                .containsExactlyInAnyOrder(
                        "wrong-password",
                        "wrong-key-password",
                        "no-such-alias",
                        "not-a-key-store",
                        "bad-base64",
                        "truncated",
                        "no-private-key",
                        "no-certificate",
                        "several-keys",
                        "key-mismatch",
                        "unsupported",
                        "too-large",
                        "too-many-iterations",
                        "damaged");
    }
}

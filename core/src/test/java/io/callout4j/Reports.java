package io.callout4j;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.namespace.QName;

/** Simulates starts and ends of callouts, for tests of listeners. */
public final class Reports {

    public static final HeldCertificate CONTOSO = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));

    public static final Operation UPDATE =
            Operation.of("urn:update", new QName("urn:s", "updateStatus"), new QName("urn:s", "ok"));

    private static final String ENDPOINT = "https://erp.example.com/status";

    public String certificate = "Contoso_SF";
    public String host = "erp.example.com";
    public int port = 443;
    public HandshakeRecord.Session session =
            new HandshakeRecord.Session("TLSv1.3", "TLS_AES_256_GCM_SHA384", "http/1.1", false, false);
    public boolean reused;
    public Map<CalloutPhase, Duration> phases =
            Map.of(CalloutPhase.HANDSHAKE, Duration.ofMillis(30), CalloutPhase.WAIT, Duration.ofMillis(60));
    public long requestBytes = 1_000;
    public long responseBytes = 2_000;
    public Map<String, String> headers;

    /** Notifies a listener of a callout that succeeded, or failed with the given failure. */
    public void tell(CalloutListener listener, CalloutException failure) {
        CalloutRequest request =
                CalloutRequest.builder(ENDPOINT, UPDATE, "<a/>").build();
        CalloutStart start = new CalloutStart(request, ENDPOINT, host, port, certificate);
        Consumer<CalloutReport> hearer = listener.started(start);
        headers = start.headers();
        hearer.accept(new CalloutReport(
                UPDATE,
                ENDPOINT,
                host,
                port,
                outcome(failure),
                Duration.ofMillis(100),
                phases,
                requestBytes,
                responseBytes,
                reused,
                certificate,
                certificate == null ? null : "0a1b"));
    }

    private CalloutOutcome outcome(CalloutException failure) {
        HandshakeRecord handshake = new HandshakeRecord(
                host,
                port,
                null,
                List.of(),
                List.of(),
                host,
                session,
                List.of(CONTOSO.certificate()),
                null,
                certificate == null ? List.of() : List.of(CONTOSO.certificate()),
                certificate != null,
                "",
                Set.of(),
                null);
        return failure == null
                ? CalloutOutcome.of(new CalloutResponse("<ok/>", 200, Map.of(), List.of(), handshake))
                : new CalloutOutcome(null, failure, 500, Map.of(), handshake);
    }
}

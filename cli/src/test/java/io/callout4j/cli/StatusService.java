package io.callout4j.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import io.callout4j.trust.ServerTrust;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** A SOAP service that requires a client certificate. */
public final class StatusService {

    public static final String REQUEST = "<updateStatus xmlns=\"urn:example:status\"><userId>1</userId></updateStatus>";

    public static final String RESPONSE =
            "<updateStatusResponse xmlns=\"urn:example:status\"><result>fine</result></updateStatusResponse>";

    private StatusService() {}

    /** Starts the service; it trusts {@link Identities#ISSUED} and the client certificate of keytool17.jks. */
    public static MutualTlsServer start() {
        var chain = Identities.ISSUED.chain();
        MutualTlsServer server = MutualTlsServer.builder()
                .trustClients(chain.get(chain.size() - 1), Identities.fixtureCertificate("keytool17.jks"))
                .start();
        server.wireMock().stubFor(any(anyUrl()).willReturn(SoapResponses.envelope(RESPONSE)));
        return server;
    }

    /** The trust anchors as PEM. */
    public static String pem(ServerTrust trust) {
        StringBuilder pem = new StringBuilder();
        trust.anchors().forEach(anchor -> {
            try {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder().encodeToString(anchor.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        });
        return pem.toString();
    }
}

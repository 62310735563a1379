package io.callout4j.compatibility;

import static com.github.tomakehurst.wiremock.client.WireMock.post;

import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.error.CalloutException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.testkit.ClientCertificates;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import io.callout4j.trust.ServerTrust;
import java.nio.file.Path;
import javax.xml.namespace.QName;

/** Does one thing with callout4j, and prints how it ended. */
public final class Program {

    private static final String NS = "urn:example:user-status";

    private Program() {}

    /** What to do, and the files for it. */
    public static void main(String[] args) throws Exception {
        try {
            System.out.println("done: " + run(args[0], args.length > 1 ? Path.of(args[1]) : null));
        } catch (CalloutException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        System.exit(0);
    }

    private static String run(String what, Path file) throws Exception {
        return switch (what) {
            case "configuration" -> {
                try (Callouts callouts = Callouts.builder().configuration(file).build()) {
                    yield callouts.certificates().size() + " certificates";
                }
            }
            case "certificate" -> {
                try (Callouts callouts = Callouts.builder()
                        .certificate("Contoso_SF", KeyStoreEntry.of(file, "secret".toCharArray()))
                        .build()) {
                    yield callouts.certificates().size() + " certificates";
                }
            }
            case "create" -> HeldCertificate.selfSigned(
                            CertificateProfile.client("CN=Contoso_SF"))
                    .certificate()
                    .getSubjectX500Principal()
                    .getName();
            case "callout" -> call(ServerTrust.file(file, null), System.getProperty("url"));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static String call(ServerTrust trust, String url) {
        try (Callouts callouts = Callouts.builder().trust(trust).build()) {
            CalloutRequest request = CalloutRequest.builder(
                            url,
                            Operation.of(
                                    "urn:updateStatus",
                                    new QName(NS, "updateStatus"),
                                    new QName(NS, "updateStatusResponse")),
                            "<updateStatus xmlns='" + NS + "'/>")
                    .build();
            return callouts.send(request).value(String.class).contains("updateStatusResponse") ? "called" : "?";
        }
    }

    /** A server for the callout. */
    public static MutualTlsServer server(HeldCertificate identity) {
        MutualTlsServer server = MutualTlsServer.builder()
                .clientCertificates(ClientCertificates.NONE)
                .identity(identity)
                .start();
        server.wireMock()
                .stubFor(post("/services/UserStatus")
                        .willReturn(SoapResponses.envelope("<updateStatusResponse xmlns='" + NS + "'/>")));
        return server;
    }
}

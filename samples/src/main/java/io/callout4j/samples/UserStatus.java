package io.callout4j.samples;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows in several scenes how a SOAP callout presents a client certificate, and what happens if it cannot.
 *
 * <pre>
 * mvn -q -Psample process-classes
 * mvn -q -Psample process-classes -Dsample.args="--endpoint https://partner.example.com/ws --cert-file contoso.p12"
 * </pre>
 */
public final class UserStatus {

    static final String USER = "005x0000001";
    static final String STATUS = "On holiday";
    static final String CALL = "updateStatus(\"" + USER + "\", \"" + STATUS + "\")";

    /** The password of the key stores, which exist only while this program runs. */
    private static final String PASSWORD = "s3cret-Contoso";

    private UserStatus() {}

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    /** Runs the program and returns 0 if everything behaved as expected, 1 if not, 2 if an option is wrong. */
    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            UserStatusOptions options = UserStatusOptions.parse(arguments, environment);
            if (options.help()) {
                out.print(UserStatusOptions.HELP);
                return 0;
            }
            Transcript transcript = new Transcript(out);
            boolean asExpected = options.yours() == null
                    ? playScenes(transcript)
                    : options.yours().play(transcript);
            return asExpected ? 0 : 1;
        } catch (UsageException e) {
            err.println(e.getMessage() + " See --help.");
            return 2;
        }
    }

    private static boolean playScenes(Transcript transcript) {
        ContosoCertificates contoso = ContosoCertificates.make();
        try (UserStatusServer server = UserStatusServer.start(
                        contoso.inline().certificate(),
                        contoso.selfSigned().certificate(),
                        contoso.root().certificate());
                Callouts callouts = Callouts.builder()
                        .trust(server.trust())
                        .certificate(
                                "Contoso_SF", ContosoCertificates.entry(contoso.selfSigned(), "Contoso_SF", PASSWORD))
                        .certificate(
                                "Contoso_SF_PCA",
                                ContosoCertificates.entry(contoso.caSigned(), "Contoso_SF_PCA", PASSWORD))
                        .build()) {
            transcript.title("UserStatus: SOAP callouts with a client certificate");
            transcript.blank();
            transcript.paragraph("A server in this process accepts only clients with a certificate that it trusts:"
                    + " two self-signed ones, and all certificates issued under Contoso Root CA. Each scene sets"
                    + " fields of a stub, then calls " + CALL + ".");
            List<Scene> scenes = scenes(contoso);
            int asExpected = 0;
            for (Scene scene : scenes) {
                UserStatusPort port = new UserStatusPort(callouts);
                port.endpoint_x = server.endpoint();
                asExpected += play(scene, port, server, transcript) ? 1 : 0;
            }
            transcript.blank();
            transcript.paragraph(
                    asExpected == scenes.size()
                            ? "All " + asExpected + " scenes behaved as expected."
                            : asExpected + " of " + scenes.size() + " scenes behaved as expected.");
            return asExpected == scenes.size();
        }
    }

    private static List<Scene> scenes(ContosoCertificates contoso) {
        return List.of(
                Scene.failing(
                        "(a) No certificate: one-way TLS, to a server that requires mutual TLS",
                        port -> {},
                        CalloutTlsException.class,
                        "no request; it aborted the handshake"),
                Scene.succeeding(
                        "(b) Inline: the text of \"openssl base64 -in contoso.p12\" and its password",
                        port -> {
                            port.clientCert_x = contoso.inline().toClientCertText(PASSWORD.toCharArray());
                            port.clientCertPasswd_x = PASSWORD;
                        },
                        "CN=Contoso inline,O=Contoso"),
                Scene.succeeding(
                        "(c) By name: a self-signed certificate",
                        port -> port.clientCertName_x = "Contoso_SF",
                        "CN=Contoso_SF,O=Contoso"),
                Scene.succeeding(
                        "(d) By name: a certificate signed by a CA, sent with its intermediate",
                        port -> port.clientCertName_x = "Contoso_SF_PCA",
                        "CN=Contoso_SF_PCA,O=Contoso",
                        "CN=Contoso Issuing CA,O=Contoso"),
                Scene.failing(
                        "(e) Inline again, with a wrong password",
                        port -> {
                            port.clientCert_x = contoso.inline().toClientCertText(PASSWORD.toCharArray());
                            port.clientCertPasswd_x = PASSWORD.toLowerCase(Locale.ROOT);
                        },
                        ClientCertificateException.class,
                        "nothing; the callout failed before connecting"));
    }

    private static boolean play(Scene scene, UserStatusPort port, UserStatusServer server, Transcript transcript) {
        server.resetRequests();
        scene.fields().accept(port);
        Outcome outcome = Outcome.of(port, USER, STATUS);
        List<List<String>> seen = server.seen();

        transcript.heading(scene.title());
        transcript.fields(port);
        transcript.entry("server saw", seen.isEmpty() ? List.of(scene.unseen()) : described(seen.get(0)));
        transcript.outcome(outcome);
        boolean asExpected = scene.isAsExpected(outcome, seen);
        if (!asExpected) {
            transcript.entry("problem", List.of("This is not as expected."));
        }
        return asExpected;
    }

    private static List<String> described(List<String> chain) {
        return chain.isEmpty()
                ? List.of("a request without a client certificate")
                : chain.size() == 1
                        ? List.of("client certificate " + chain.get(0))
                        : List.of(
                                "client certificate " + chain.get(0),
                                "and with it " + String.join(", ", chain.subList(1, chain.size())));
    }
}

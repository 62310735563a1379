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
 * Shows, scene by scene, how a SOAP callout presents a client certificate, and what it looks like when it cannot.
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

    /** Protects key stores that live only as long as this program. */
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

    /** Runs the program: 0 when all went as told, 1 when not, 2 when an option is wrong. */
    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            UserStatusOptions options = UserStatusOptions.parse(arguments, environment);
            if (options.help()) {
                out.print(UserStatusOptions.HELP);
                return 0;
            }
            Transcript transcript = new Transcript(out);
            boolean asTold = options.yours() == null
                    ? playScenes(transcript)
                    : options.yours().play(transcript);
            return asTold ? 0 : 1;
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
                                "Contoso_SF", ContosoCertificates.kept(contoso.selfSigned(), "Contoso_SF", PASSWORD))
                        .certificate(
                                "Contoso_SF_PCA",
                                ContosoCertificates.kept(contoso.caSigned(), "Contoso_SF_PCA", PASSWORD))
                        .build()) {
            transcript.title("UserStatus: SOAP callouts with a client certificate");
            transcript.blank();
            transcript.paragraph("A server in this process lets in only clients whose certificate it knows: two"
                    + " self-signed ones, and whatever comes from the authority Contoso Root CA. Each scene sets fields"
                    + " of a stub, then calls " + CALL + ".");
            List<Scene> scenes = scenes(contoso);
            int asTold = 0;
            for (Scene scene : scenes) {
                UserStatusPort port = new UserStatusPort(callouts);
                port.endpoint_x = server.endpoint();
                asTold += play(scene, port, server, transcript) ? 1 : 0;
            }
            transcript.blank();
            transcript.paragraph(
                    asTold == scenes.size()
                            ? "All " + asTold + " scenes went as told."
                            : asTold + " of " + scenes.size() + " scenes went as told.");
            return asTold == scenes.size();
        }
    }

    private static List<Scene> scenes(ContosoCertificates contoso) {
        return List.of(
                Scene.refused(
                        "(a) No certificate: one-way TLS, to a server that wants more",
                        port -> {},
                        CalloutTlsException.class,
                        "no request; it ended the handshake"),
                Scene.answered(
                        "(b) Inline: the text of \"openssl base64 -in contoso.p12\" and its password",
                        port -> {
                            port.clientCert_x = contoso.inline().toClientCertText(PASSWORD.toCharArray());
                            port.clientCertPasswd_x = PASSWORD;
                        },
                        "CN=Contoso inline,O=Contoso"),
                Scene.answered(
                        "(c) By name: a self-signed certificate",
                        port -> port.clientCertName_x = "Contoso_SF",
                        "CN=Contoso_SF,O=Contoso"),
                Scene.answered(
                        "(d) By name: a certificate signed by an authority, sent with its intermediate",
                        port -> port.clientCertName_x = "Contoso_SF_PCA",
                        "CN=Contoso_SF_PCA,O=Contoso",
                        "CN=Contoso Issuing CA,O=Contoso"),
                Scene.refused(
                        "(e) Inline again, with a wrong password",
                        port -> {
                            port.clientCert_x = contoso.inline().toClientCertText(PASSWORD.toCharArray());
                            port.clientCertPasswd_x = PASSWORD.toLowerCase(Locale.ROOT);
                        },
                        ClientCertificateException.class,
                        "nothing; the callout was refused before it connected"));
    }

    private static boolean play(Scene scene, UserStatusPort port, UserStatusServer server, Transcript transcript) {
        server.forgetRequests();
        scene.fields().accept(port);
        Outcome outcome = Outcome.of(port, USER, STATUS);
        List<List<String>> seen = server.seen();

        transcript.heading(scene.title());
        transcript.fields(port);
        transcript.entry("server saw", seen.isEmpty() ? List.of(scene.unseen()) : described(seen.get(0)));
        transcript.cameBack(outcome);
        boolean asTold = scene.isAsTold(outcome, seen);
        if (!asTold) {
            transcript.entry("but", List.of("this is not how the scene is told."));
        }
        return asTold;
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

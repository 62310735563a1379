package io.callout4j.samples;

import io.callout4j.CalloutException;
import io.callout4j.Callouts;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import io.callout4j.tls.ServerTrust;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One callout to a server of the user's, with a certificate from the user's file.
 *
 * @param endpoint the server
 * @param certificate the file
 * @param password what opens it, or null
 * @param trust PEM file of the authorities to trust beside the JDK's, or null
 */
record YourEndpoint(
        String endpoint,
        Path certificate,
        char @Nullable [] password,
        @Nullable Path trust) {

    private static final String NAME = "Yours";

    /** Makes the callout. True where a response came back. */
    boolean play(Transcript transcript) {
        transcript.title("UserStatus: one callout to a server of yours");
        transcript.blank();
        transcript.paragraph("The certificate in " + certificate + " is kept under the name " + NAME + ".");
        transcript.heading(UserStatus.CALL);
        Outcome outcome = outcome(transcript);
        transcript.cameBack(outcome);
        transcript.blank();
        transcript.paragraph(
                outcome.failure() == null
                        ? "The server accepted the certificate and answered."
                        : "No response. A SOAP fault or an HTTP status above means that the TLS handshake itself went well.");
        return outcome.failure() == null;
    }

    private Outcome outcome(Transcript transcript) {
        try (Callouts callouts = callouts()) {
            UserStatusPort port = new UserStatusPort(callouts);
            port.endpoint_x = endpoint;
            port.clientCertName_x = NAME;
            transcript.fields(port);
            return Outcome.of(port, UserStatus.USER, UserStatus.STATUS);
        } catch (CalloutException e) {
            return new Outcome(null, e);
        }
    }

    private Callouts callouts() {
        KeyStoreEntry entry = KeyStoreEntry.of(certificate, password);
        ServerTrust system = ServerTrust.system();
        return Callouts.builder()
                .certificate(NAME, entry)
                .trust(trust == null ? system : system.and(ServerTrust.pem(trust)))
                .build();
    }
}

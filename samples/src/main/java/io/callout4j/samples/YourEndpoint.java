package io.callout4j.samples;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import io.callout4j.trust.ServerTrust;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One callout to the user's server, with the user's certificate file.
 *
 * @param endpoint the server
 * @param certificate the file
 * @param password its password, or null
 * @param trust a PEM file with CAs to trust in addition to the JDK's, or null
 */
record YourEndpoint(
        String endpoint,
        Path certificate,
        char @Nullable [] password,
        @Nullable Path trust) {

    private static final String NAME = "Yours";

    /** Makes the callout. Returns true if there was a response. */
    boolean play(Transcript transcript) {
        transcript.title("UserStatus: one callout to your server");
        transcript.blank();
        transcript.paragraph("The certificate in " + certificate + " is used under the name " + NAME + ".");
        transcript.heading(UserStatus.CALL);
        transcript.entry("set", List.of("endpoint_x = " + endpoint, "clientCertName_x = " + NAME));
        Outcome outcome = call(transcript);
        transcript.outcome(outcome);
        transcript.blank();
        transcript.paragraph(meaningOf(outcome));
        return outcome.failure() == null;
    }

    private Outcome call(Transcript transcript) {
        KeyStoreEntry entry = KeyStoreEntry.of(certificate, password);
        try {
            describe(entry.load().certificate(), transcript);
            ServerTrust system = ServerTrust.system();
            try (Callouts callouts = Callouts.builder()
                    .certificate(NAME, entry)
                    .trust(trust == null ? system : system.and(ServerTrust.pem(trust)))
                    .build()) {
                UserStatusPort port = new UserStatusPort(callouts);
                port.endpoint_x = endpoint;
                port.clientCertName_x = NAME;
                return Outcome.of(port, UserStatus.USER, UserStatus.STATUS);
            }
        } catch (CalloutException e) {
            // Without the certificate or the trusted CAs, no callout can be made.
            return new Outcome(null, e);
        }
    }

    private static void describe(@Nullable X509Certificate leaf, Transcript transcript) {
        if (leaf != null) {
            transcript.entry(
                    "certificate",
                    List.of(
                            leaf.getSubjectX500Principal().getName(),
                            "issued by " + leaf.getIssuerX500Principal().getName(),
                            "valid until " + leaf.getNotAfter().toInstant()));
        }
    }

    private static String meaningOf(Outcome outcome) {
        CalloutException failure = outcome.failure();
        if (failure == null) {
            return "The server accepted the callout and responded.";
        }
        if (failure instanceof ClientCertificateException || failure instanceof CalloutConfigurationException) {
            return "Nothing was sent.";
        }
        if (failure instanceof CalloutFaultException || failure instanceof CalloutHttpException) {
            return "The TLS handshake succeeded, but the service rejected the callout.";
        }
        return "There was no response.";
    }
}

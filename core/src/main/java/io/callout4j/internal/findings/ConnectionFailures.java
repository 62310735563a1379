package io.callout4j.internal.findings;

import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.ConnectionFailedException;
import java.util.List;
import java.util.Objects;

/** Turns a connection that could not be established into the exception that the caller sees, with the findings of its handshake. */
public final class ConnectionFailures {

    private ConnectionFailures() {}

    public static CalloutException toCallout(Endpoint endpoint, ConnectionFailedException thrown) {
        HandshakeRecord seen = thrown.handshake();
        Failure failure = Objects.requireNonNull(seen.failure());
        List<Finding> findings = HandshakeFindings.of(seen);
        String message = message(endpoint, failure, findings);
        return switch (failure.kind()) {
            case NAME_NOT_RESOLVED, NOT_CONNECTED, PROXY_REFUSED ->
                new CalloutConnectException(message, findings, thrown.getCause());
            default -> new CalloutTlsException(message, findings, thrown.getCause());
        };
    }

    /** The JDK's words first, which people search for and Salesforce shows; then the finding that explains them, and its remedies. */
    private static String message(Endpoint endpoint, Failure failure, List<Finding> findings) {
        String jdk = "IO Exception: " + sentence(failure.text());
        if (findings.isEmpty()) {
            return jdk + " The connection to " + endpoint + " failed.";
        }
        Finding worst = findings.get(0);
        // Of a proxy, the evidence is what the JDK's words have just said.
        boolean said = worst.evidence() != null && jdk.endsWith(worst.evidence());
        return jdk + " " + (said ? FindingSentence.of(worst) : FindingSentence.withEvidence(worst)) + " (" + endpoint
                + "; " + FindingSentence.reference(worst) + ")";
    }

    private static String sentence(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line : line + ".";
    }
}

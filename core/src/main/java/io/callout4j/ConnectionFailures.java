package io.callout4j;

import io.callout4j.HandshakeRecord.Failure;
import io.callout4j.diagnosis.HandshakeFindings;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Endpoint;
import java.util.List;
import java.util.Objects;

/** Turns a connection that did not come about into the exception that the caller sees, with the findings of its handshake. */
final class ConnectionFailures {

    private ConnectionFailures() {}

    static CalloutException toCallout(Endpoint endpoint, ConnectionFailedException thrown) {
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

    /** The JDK's words first, which people search for and Salesforce shows; then the finding that explains them, and its cure. */
    private static String message(Endpoint endpoint, Failure failure, List<Finding> findings) {
        StringBuilder message = new StringBuilder("IO Exception: ").append(sentence(failure.text()));
        if (findings.isEmpty()) {
            return message.append(" The connection to ")
                    .append(endpoint)
                    .append(" failed.")
                    .toString();
        }
        Finding worst = findings.get(0);
        message.append(' ').append(worst.summary());
        if (worst.evidence() != null) {
            message.append(' ').append(worst.evidence());
        }
        if (worst.remedyClient() != null) {
            message.append(' ').append(worst.remedyClient());
        }
        if (worst.remedyServer() != null) {
            message.append(' ').append(worst.remedyServer());
        }
        return message.append(" (")
                .append(endpoint)
                .append(", finding ")
                .append(worst.code())
                .append(": docs/findings/")
                .append(worst.code())
                .append(".md)")
                .toString();
    }

    private static String sentence(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line : line + ".";
    }
}

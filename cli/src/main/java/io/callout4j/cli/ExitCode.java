package io.callout4j.cli;

import io.callout4j.CalloutOutcome;

/** The exit codes that commands share; {@code docs/contract.md} has them for users. */
final class ExitCode {

    static final int OK = 0;
    /** An option, an argument, a file or a variable named on the command line is wrong. */
    static final int USAGE = 2;
    /** The client certificate or the configuration is refused; nothing was sent. */
    static final int REFUSED = 3;
    /** A SOAP fault came back. */
    static final int FAULT = 1;
    /** The handshake failed, or the server refused the certificate right after it. */
    static final int TLS = 4;
    /** The deadline passed. */
    static final int TIMEOUT = 5;
    /** No connection came about. */
    static final int CONNECT = 6;
    /** The answer is no SOAP, or was lost. */
    static final int ANSWER = 7;
    /** At least one finding of severity error. */
    static final int PROBLEMS = 8;
    /** An error inside the command. */
    static final int INTERNAL = 70;

    private ExitCode() {}

    /** The code of a callout's outcome. */
    static int of(CalloutOutcome outcome) {
        return switch (outcome.name()) {
            case "response", "empty" -> OK;
            case "fault" -> FAULT;
            case "configuration", "certificate" -> REFUSED;
            case "tls" -> TLS;
            case "timeout" -> TIMEOUT;
            case "connect" -> CONNECT;
            case "http", "not-soap" -> ANSWER;
            default -> throw new IllegalStateException("no exit code for " + outcome.name());
        };
    }
}

package io.callout4j.cli.console;

import io.callout4j.CalloutOutcome;

/** The exit codes that commands share; {@code docs/contract.md} has them for users. */
public final class ExitCode {

    public static final int OK = 0;
    /** An option, an argument, a file or a variable named on the command line is wrong. */
    public static final int USAGE = 2;
    /** The client certificate or the configuration is refused; nothing was sent. */
    public static final int REFUSED = 3;
    /** A SOAP fault came back. */
    public static final int FAULT = 1;
    /** The handshake failed, or the server refused the certificate right after it. */
    public static final int TLS = 4;
    /** The deadline passed. */
    public static final int TIMEOUT = 5;
    /** No connection came about. */
    public static final int CONNECT = 6;
    /** The answer is no SOAP, or was lost. */
    public static final int ANSWER = 7;
    /** At least one finding of severity error. */
    public static final int PROBLEMS = 8;
    /** An error inside the command. */
    public static final int INTERNAL = 70;

    private ExitCode() {}

    /** The code of a callout's outcome. */
    public static int of(CalloutOutcome outcome) {
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

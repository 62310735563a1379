package io.callout4j.cli.console;

import io.callout4j.CalloutOutcome;

/** The exit codes that commands share. They are documented for users in {@code docs/contract.md}. */
public final class ExitCode {

    /** Success. */
    public static final int OK = 0;
    /** The service returned a SOAP fault. */
    public static final int FAULT = 1;
    /** An option, an argument, a file or a variable named on the command line is wrong. */
    public static final int USAGE = 2;
    /** The client certificate or the configuration was rejected; nothing was sent. */
    public static final int REFUSED = 3;
    /** The handshake failed, or the server rejected the certificate right after it. */
    public static final int TLS = 4;
    /** The deadline passed. */
    public static final int TIMEOUT = 5;
    /** No connection could be established. */
    public static final int CONNECT = 6;
    /** The response was not SOAP, or was lost. */
    public static final int RESPONSE = 7;
    /** At least one finding of severity error. */
    public static final int PROBLEMS = 8;
    /** An internal error in the command. */
    public static final int INTERNAL = 70;

    private ExitCode() {}

    /**
     * {@return the exit code for the outcome of a callout}
     *
     * @param outcome the outcome
     */
    public static int of(CalloutOutcome outcome) {
        return switch (outcome.name()) {
            case "response", "empty" -> OK;
            case "fault" -> FAULT;
            case "configuration", "certificate" -> REFUSED;
            case "tls" -> TLS;
            case "timeout" -> TIMEOUT;
            case "connect" -> CONNECT;
            case "http", "not-soap" -> RESPONSE;
            default -> throw new IllegalStateException("no exit code for " + outcome.name());
        };
    }
}

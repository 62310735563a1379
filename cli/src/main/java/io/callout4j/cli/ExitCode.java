package io.callout4j.cli;

/** The exit codes that commands share; {@code docs/contract.md} has them for users. */
final class ExitCode {

    static final int OK = 0;
    /** An option, an argument, a file or a variable named on the command line is wrong. */
    static final int USAGE = 2;
    /** The client certificate or the configuration is refused; nothing was sent. */
    static final int REFUSED = 3;
    /** At least one finding of severity error. */
    static final int PROBLEMS = 8;
    /** An error inside the command. */
    static final int INTERNAL = 70;

    private ExitCode() {}
}

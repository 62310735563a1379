package io.callout4j.cli.console;

/** What was asked for cannot be done as it was asked: an argument, a file or a variable is wrong. Exit code 2. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    public UsageException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

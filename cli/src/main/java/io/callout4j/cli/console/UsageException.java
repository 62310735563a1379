package io.callout4j.cli.console;

/** The command line cannot be executed as given: an argument, a file or a variable is wrong. Exit code 2. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message, which unlike that of Throwable is never null. */
    private final String message;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and how to fix it
     */
    public UsageException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

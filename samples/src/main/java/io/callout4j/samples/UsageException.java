package io.callout4j.samples;

/** The program was called in a way it does not know; the message is one line for the user. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}

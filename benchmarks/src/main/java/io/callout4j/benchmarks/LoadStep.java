package io.callout4j.benchmarks;

/** What the faulty server does with a request, and the expected outcome of the callout. */
enum LoadStep {
    /** Responds and keeps the connection open. */
    RESPOND(60, "response"),
    /** Responds in chunks and keeps the connection open. */
    CHUNKED(8, "response"),
    /** Responds and closes the connection without announcing it. */
    RESPOND_AND_CLOSE(6, "response"),
    /** Responds byte by byte, in time. */
    SLOWLY(2, "response"),
    /** Responds with a fault. */
    FAULT(6, "fault"),
    /** Responds with HTML. */
    PAGE(4, "http"),
    /** Closes the connection within the body. */
    CUT(5, "not-soap"),
    /** Omits the last chunk. */
    CUT_CHUNKS(3, "not-soap"),
    /** Resets the connection before it responds. */
    RESET(3, "not-soap"),
    /** Never responds. */
    STALL(3, "timeout");

    private static final int ALL = 100;

    private final int share;
    private final String outcome;

    LoadStep(int share, String outcome) {
        this.share = share;
        this.outcome = outcome;
    }

    /** The step for a number from 0 to 99. */
    static LoadStep of(int number) {
        int left = number % ALL;
        for (LoadStep step : values()) {
            left -= step.share;
            if (left < 0) {
                return step;
            }
        }
        throw new IllegalStateException("The shares do not add up to " + ALL);
    }

    /** On a busy machine, a callout may time out before anything else happens. */
    boolean fits(String ended) {
        return ended.equals(outcome) || ended.equals("timeout") || ended.equals("cancelled");
    }
}

package io.callout4j.benchmarks;

/** What the faulty server does with a request, and the outcome that a callout then has. */
enum Deed {
    /** Answers and keeps the connection. */
    ANSWER(60, "response"),
    /** Answers in chunks and keeps the connection. */
    CHUNKED(8, "response"),
    /** Answers and closes, without saying so. */
    ANSWER_AND_CLOSE(6, "response"),
    /** Answers byte by byte, in time. */
    SLOWLY(2, "response"),
    /** Answers with a fault. */
    FAULT(6, "fault"),
    /** Answers with a page for people. */
    PAGE(4, "http"),
    /** Closes within the body. */
    CUT(5, "not-soap"),
    /** Leaves out the last chunk. */
    CUT_CHUNKS(3, "not-soap"),
    /** Resets the connection before it answers. */
    RESET(3, "not-soap"),
    /** Never answers. */
    STALL(3, "timeout");

    private static final int ALL = 100;

    private final int share;
    private final String outcome;

    Deed(int share, String outcome) {
        this.share = share;
        this.outcome = outcome;
    }

    /** The deed for a number from 0 to 99. */
    static Deed of(int number) {
        int left = number % ALL;
        for (Deed deed : values()) {
            left -= deed.share;
            if (left < 0) {
                return deed;
            }
        }
        throw new IllegalStateException("the shares do not add up to " + ALL);
    }

    /** On a busy machine the time may be up before anything else happens. */
    boolean fits(String ended) {
        return ended.equals(outcome) || ended.equals("timeout") || ended.equals("cancelled");
    }
}

package io.callout4j.internal.keystore;

/**
 * Checks the tags and lengths of BER before a parser sees it: in one pass, without recursion or allocation. An element that passes has an
 * end, is within its parents, and is nested no deeper than {@link #MAX_DEPTH}.
 */
final class Asn1Outline {

    /** A PKCS#12 of any known tool stays below 20. */
    static final int MAX_DEPTH = 48;

    /** How the walk ended. */
    enum Verdict {
        COMPLETE,
        TRUNCATED,
        TOO_DEEP,
        MALFORMED
    }

    private static final int INDEFINITE = -1;

    private final byte[] data;
    private final int[] ends = new int[MAX_DEPTH + 1];
    private int depth;
    private int position;
    private Verdict problem = Verdict.COMPLETE;
    private long announced;

    private Asn1Outline(byte[] data) {
        this.data = data;
    }

    /** Checks the first element of the data; what follows it is ignored. */
    static Asn1Outline of(byte[] data) {
        Asn1Outline outline = new Asn1Outline(data);
        outline.walk();
        return outline;
    }

    Verdict verdict() {
        return problem;
    }

    /** The length of the first element with its header; if the data is truncated, the length that the header announces, or 0. */
    long length() {
        return problem == Verdict.COMPLETE ? position : announced;
    }

    private void walk() {
        do {
            closeFinished();
            if (depth == 0 && position > 0) {
                return;
            }
            if (!element()) {
                return;
            }
        } while (true);
    }

    private void closeFinished() {
        while (depth > 0 && ends[depth] == position) {
            depth--;
        }
    }

    /** Skips one header, and the content if it is primitive. */
    private boolean element() {
        int limit = limit();
        if (position >= limit) {
            return fail(bounded() ? Verdict.MALFORMED : Verdict.TRUNCATED);
        }
        int tag = data[position++] & 0xff;
        if (tag == 0 && depth > 0 && ends[depth] == INDEFINITE) {
            if (position >= limit) {
                return fail(bounded() ? Verdict.MALFORMED : Verdict.TRUNCATED);
            }
            if (data[position++] != 0) {
                return fail(Verdict.MALFORMED);
            }
            depth--;
            return true;
        }
        if ((tag & 0x1f) == 0x1f && !longTag(limit)) {
            return false;
        }
        if (position >= limit) {
            return fail(bounded() ? Verdict.MALFORMED : Verdict.TRUNCATED);
        }
        int first = data[position++] & 0xff;
        boolean constructed = (tag & 0x20) != 0;
        if (first == 0x80) {
            return constructed ? enter(INDEFINITE) : fail(Verdict.MALFORMED);
        }
        long length = first < 0x80 ? first : longLength(first & 0x7f, limit);
        if (length < 0) {
            return false;
        }
        if (length > limit - position) {
            announced = depth == 0 ? position + length : 0;
            return fail(bounded() ? Verdict.MALFORMED : Verdict.TRUNCATED);
        }
        if (constructed) {
            return enter(position + (int) length);
        }
        position += (int) length;
        return true;
    }

    private boolean longTag(int limit) {
        for (int i = 0; i < 5; i++) {
            if (position >= limit) {
                return fail(bounded() ? Verdict.MALFORMED : Verdict.TRUNCATED);
            }
            if ((data[position++] & 0x80) == 0) {
                return true;
            }
        }
        return fail(Verdict.MALFORMED);
    }

    private long longLength(int bytes, int limit) {
        if (bytes > 8) {
            fail(Verdict.MALFORMED);
            return -1;
        }
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            if (position >= limit) {
                fail(bounded() ? Verdict.MALFORMED : Verdict.TRUNCATED);
                return -1;
            }
            length = (length << 8) | (data[position++] & 0xff);
        }
        if (length < 0 || length > Integer.MAX_VALUE) {
            // No file within the size limit announces two gigabytes: these bytes are not a length.
            fail(Verdict.MALFORMED);
            return -1;
        }
        return length;
    }

    private boolean enter(int end) {
        if (depth == MAX_DEPTH) {
            return fail(Verdict.TOO_DEEP);
        }
        ends[++depth] = end;
        return true;
    }

    private int limit() {
        for (int i = depth; i > 0; i--) {
            if (ends[i] != INDEFINITE) {
                return ends[i];
            }
        }
        return data.length;
    }

    /** Whether a parent has a definite length: an element beyond it is malformed, not truncated. */
    private boolean bounded() {
        for (int i = depth; i > 0; i--) {
            if (ends[i] != INDEFINITE) {
                return true;
            }
        }
        return false;
    }

    private boolean fail(Verdict verdict) {
        problem = verdict;
        return false;
    }
}

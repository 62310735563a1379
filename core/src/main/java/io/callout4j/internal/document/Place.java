package io.callout4j.internal.document;

/** A position in a file; both numbers start at 1. */
record Place(int line, int column) {
    static final Place START = new Place(1, 1);

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}

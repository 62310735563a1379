package io.callout4j.cli;

/** A diagnosis as a page for a browser, which needs nothing beside it. */
record DoctorPage(DoctorAnswer answer) {

    String html() {
        return "<!doctype html><title>" + answer.outcome() + "</title>";
    }
}

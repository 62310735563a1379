package io.callout4j.cxf;

/** Well-formed XML turned out not to be SOAP while it was being read. Carries the reason out of CXF's interceptors. */
final class NotSoapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A reason, as the end of a sentence: {@code "its Body is empty"}. */
    NotSoapException(String problem) {
        super(problem, null, false, false);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}

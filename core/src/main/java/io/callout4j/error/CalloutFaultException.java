package io.callout4j.error;

import io.callout4j.internal.text.ForeignText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service returned a SOAP fault, whatever the HTTP status.
 *
 * <p>Salesforce shows code, string and actor in its message; the detail, which Apex cannot access, is available here too.
 *
 * @serial exclude
 */
public final class CalloutFaultException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 2_000;

    private final String code;
    private final String string;
    private final @Nullable String actor;
    private final @Nullable String detail;

    /**
     * Creates one.
     *
     * @param code the fault code as written, prefix included, such as {@code soap:Server}
     * @param string the text of the fault
     * @param actor who raised it, or null
     * @param detail the detail element as XML text, or null
     */
    public CalloutFaultException(String code, String string, @Nullable String actor, @Nullable String detail) {
        super(message(code, string, actor), List.of(), null);
        this.code = code;
        this.string = string;
        this.actor = actor;
        this.detail = detail;
    }

    private static String message(String code, String string, @Nullable String actor) {
        return "Web service callout failed: WebService returned a SOAP Fault: " + line(string) + " faultcode="
                + line(code) + " faultactor=" + (actor == null ? "" : line(actor));
    }

    /** The server's text as a single log line; {@link #string()} returns it as received. */
    private static String line(String text) {
        return ForeignText.quotable(ForeignText.oneLine(text), MAX_LENGTH);
    }

    /**
     * The fault code ({@code faultcode} in SOAP 1.1, {@code Code/Value} in SOAP 1.2).
     *
     * @return the code as written, prefix included
     */
    public String code() {
        return code;
    }

    /**
     * The text of the fault ({@code faultstring} in SOAP 1.1, {@code Reason/Text} in SOAP 1.2).
     *
     * @return the text; empty if the fault has none
     */
    public String string() {
        return string;
    }

    /**
     * Who raised the fault ({@code faultactor} in SOAP 1.1, {@code Role} in SOAP 1.2).
     *
     * @return a URI, or null
     */
    public @Nullable String actor() {
        return actor;
    }

    /**
     * The detail element.
     *
     * @return XML text, or null if the fault has none
     */
    public @Nullable String detail() {
        return detail;
    }

    @Override
    public String outcome() {
        return "fault";
    }
}

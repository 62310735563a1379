package io.callout4j.error;

import io.callout4j.internal.text.ForeignText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service answered with a SOAP fault, whatever the HTTP status.
 *
 * <p>Salesforce shows code, string and actor in its message; the detail, which Apex cannot reach, is here as well.
 *
 * @serial exclude
 */
public final class CalloutFaultException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 2_000;

    private final String code;
    private final String string;
    private final @Nullable String actor;
    private final @Nullable String detail;

    /**
     * Makes one.
     *
     * @param code the fault code as written, prefix included, such as {@code soap:Server}
     * @param string what the service says
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

    /** The server's words as one line of a log; {@link #string()} has them as they came. */
    private static String line(String text) {
        String line = ForeignText.oneLine(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
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
     * What the service says ({@code faultstring} in SOAP 1.1, {@code Reason/Text} in SOAP 1.2).
     *
     * @return the text, empty where the fault had none
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
     * @return XML text, or null where the fault had none
     */
    public @Nullable String detail() {
        return detail;
    }

    @Override
    public String outcome() {
        return "fault";
    }
}

package io.callout4j.internal.findings;

import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.spi.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an HTTP response that is unusable, or that never arrived, into the exception that the caller sees, with its findings. */
public final class HttpFailures {

    private static final int MAX_EXCERPT = 120;
    private static final int BODY_START = 1_000;

    /** How much of a response had arrived when it was lost. */
    public enum Progress {
        /** Nothing had arrived. */
        SILENT,
        /** A part had arrived, or the client gave up. */
        STARTED
    }

    private HttpFailures() {}

    /**
     * A response that is not SOAP.
     *
     * @param problem why not, as the end of a sentence
     */
    public static CalloutException notSoap(Endpoint endpoint, HttpResponse response, String problem) {
        String what = "HTTP " + response.status()
                + (response.reason().isEmpty() ? "" : " " + line(response.reason()))
                + (response.contentType() == null
                        ? " without a content type"
                        : ", content type " + line(response.contentType()));
        String words = excerpt(response);
        String shown = words.isEmpty() ? "" : " It begins: \"" + words + "\".";
        List<Finding> findings = findings(endpoint, response);
        String advice = advice(response, findings);
        String bodyStart = response.text(BODY_START);
        if (response.status() < 300) {
            return new CalloutResponseException(
                    "Web service callout failed: Unexpected element. " + capital(problem) + ". " + endpoint
                            + " returned a non-SOAP response (" + what + ")." + shown + advice,
                    bodyStart,
                    findings);
        }
        return new CalloutHttpException(
                "Web service callout failed: " + endpoint + " returned " + what + ", without a SOAP fault." + shown
                        + advice,
                response.status(),
                response.contentType(),
                bodyStart,
                findings);
    }

    /** A response that is larger than the limit; {@code problem} says how large. */
    public static CalloutException tooLarge(
            Endpoint endpoint, int status, Map<String, String> headers, String problem) {
        String message =
                problem + " The response came from " + endpoint + ", so the server may have acted on the request.";
        return status >= 300
                ? new CalloutHttpException(
                        "Web service callout failed: HTTP " + status + ". " + message,
                        status,
                        headers.get("Content-Type"),
                        "")
                : new CalloutResponseException(message, null);
    }

    /** A response that was lost after the request had been sent. */
    public static CalloutResponseException lost(
            String method,
            Endpoint endpoint,
            HandshakeRecord handshake,
            String what,
            Progress progress,
            Exception cause) {
        String hint = progress == Progress.SILENT && handshake.certificateRequest() != null
                ? " The server had requested a client certificate; some servers close the connection like this if"
                        + " they do not accept it."
                : "";
        return new CalloutResponseException(
                "IO Exception: The response from " + endpoint + " was lost: " + what
                        + ". The request had been sent, so the server may have acted on it; it was not sent again."
                        + hint
                        + " Find out whether the service processed the request before you repeat the callout.",
                progress == Progress.STARTED ? List.of() : nothingArrived(method, endpoint, handshake, what),
                cause);
    }

    private static List<Finding> nothingArrived(
            String method, Endpoint endpoint, HandshakeRecord handshake, String what) {
        ObservedResponse seen = new ObservedResponse(method, null, Map.of(), "", null, null, capital(what) + ".");
        return HttpFindings.of(endpoint.toString(), seen, endpoint.secure() ? handshake : null);
    }

    private static List<Finding> findings(Endpoint endpoint, HttpResponse response) {
        ObservedResponse seen = new ObservedResponse(
                "POST", response.status(), response.headers(), response.text(BODY_START), null, null, null);
        return HttpFindings.of(endpoint.toString(), seen, endpoint.secure() ? response.handshake() : null);
    }

    /** What the finding says, or what follows from the status alone if there is no specific finding. */
    private static String advice(HttpResponse response, List<Finding> findings) {
        String byStatus = byStatus(response);
        if (findings.isEmpty()) {
            return byStatus.isEmpty() ? " Check the path in endpoint_x." : byStatus;
        }
        Finding worst = findings.get(0);
        return (worst.is(FindingCode.NO_ANSWER) ? byStatus : "") + " " + FindingSentence.of(worst) + " ("
                + FindingSentence.reference(worst) + ")";
    }

    private static String byStatus(HttpResponse response) {
        int status = response.status();
        if (status / 100 == 4
                && response.handshake().certificateRequest() != null
                && !response.handshake().certificateSent()) {
            return " The server requested a client certificate in the handshake but none was sent, which may be why.";
        }
        if (status == 304 || status == 408) {
            return " That is not a response to a SOAP request: ask the server operator.";
        }
        if (status == 413) {
            return " The server does not accept a request of this size: send less, or ask the server operator"
                    + " to raise the limit.";
        }
        if (status == 400 && response.handshake().certificateSent()) {
            return " Check the path in endpoint_x, and whether the server accepts the client certificate that was"
                    + " sent: some servers reject it only after the handshake.";
        }
        return status >= 500 ? " The server, or a gateway in front of it, failed. Ask the server operator." : "";
    }

    /** The server's text as one line of a log. */
    private static String line(String text) {
        return ForeignText.printable(ForeignText.oneLine(text));
    }

    /** The beginning of the text that a browser would show. */
    private static String excerpt(HttpResponse response) {
        String text = ForeignText.oneLine(response.text(20 * MAX_EXCERPT)
                .replaceAll("(?is)<(script|style)\\b.*?(</\\1>|$)", " ")
                .replaceAll("(?s)<!--.*?(-->|$)", " ")
                .replaceAll("<[^>]*>?", " "));
        return ForeignText.quotable(text, MAX_EXCERPT);
    }

    private static String capital(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

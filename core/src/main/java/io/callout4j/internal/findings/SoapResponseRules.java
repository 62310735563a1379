package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Findings about the response to a SOAP request that was posted. */
final class SoapResponseRules {

    private static final Pattern VERSION = Pattern.compile(
            "VersionMismatch|SOAP 1\\.[12] message is not valid|wrong (SOAP )?version|version mismatch|was not"
                    + " supported by service expecting|unsupported media type|content.?type .{0,80}(not"
                    + " supported|unsupported|mismatch)",
            Pattern.CASE_INSENSITIVE);

    /** ASP.NET, CXF, Axis, WCF, Spring-WS, gSOAP, PHP. */
    private static final Pattern ACTION = Pattern.compile(
            "HTTP Header SOAPAction|SOAPAction .{0,200}does not match|no SOAPAction header|ActionNotSupported|cannot"
                    + " be processed at the receiver, due to an (Action|EndpointDispatcher)|operation not"
                    + " found|Operation .{0,80}(not found|not implemented|unknown|undefined)|Function"
                    + " ['\"]?.{0,80}doesn't exist|Method '?.{0,80}not implemented|is not a valid method for this"
                    + " service|Procedure .{0,80} not present|Message part .{0,200} was not recognized|No such"
                    + " operation|Unknown operation|Unexpected wrapper element",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PATH = Pattern.compile(
            "No service was found|service cannot be found for the endpoint|endpoint reference .{0,80}not found|No"
                    + " endpoint mapping found|could not find .{0,40}service|no such service",
            Pattern.CASE_INSENSITIVE);

    private SoapResponseRules() {}

    static List<Finding> of(ObservedResponse http) {
        Finding found = fault(http);
        if (found == null) {
            found = http.isSoap() ? null : page(http);
        }
        return found == null ? List.of() : List.of(found);
    }

    private static @Nullable Finding fault(ObservedResponse http) {
        if (http.faultCode() == null) {
            return null;
        }
        String text = http.faultCode() + " " + http.faultString();
        String evidence = "The service returned the fault " + http.faultCode() + ": \"" + http.faultString() + "\".";
        if (VERSION.matcher(text).find()) {
            return version(evidence);
        }
        // The path before the operation: Axis mentions both in one sentence.
        if (PATH.matcher(text).find() && !text.contains("for the Operation")) {
            return Finding.error(FindingCode.WRONG_PATH, "There is no service at this path.")
                    .withEvidence(evidence);
        }
        return ACTION.matcher(text).find() || text.contains("for the Operation")
                ? Finding.error(
                                FindingCode.SOAP_ACTION_REFUSED,
                                "The service does not recognize this SOAPAction or operation.")
                        .withEvidence(evidence)
                : null;
    }

    private static Finding version(String evidence) {
        return Finding.error(FindingCode.SOAP_VERSION_MISMATCH, "The service uses the other SOAP version.")
                .withEvidence(evidence);
    }

    private static @Nullable Finding page(ObservedResponse http) {
        if (http.hasStatus(415)
                || (http.hasStatus(400, 500) && VERSION.matcher(http.text()).find())) {
            return version(http.inWords());
        }
        if (http.hasStatus(404, 405, 410)) {
            return Finding.error(
                            FindingCode.WRONG_PATH,
                            "There is no SOAP service at this path: the server returned HTTP " + http.status() + ".")
                    .withEvidence(http.inWords());
        }
        if (ACTION.matcher(http.text()).find()) {
            return Finding.error(
                            FindingCode.SOAP_ACTION_REFUSED,
                            "The service does not recognize this SOAPAction or operation.")
                    .withEvidence(http.inWords());
        }
        if (http.isHtml()) {
            return Finding.error(FindingCode.HTML_INSTEAD_OF_SOAP, "The server returned HTML instead of SOAP.")
                    .withEvidence(http.inWords())
                    .withCause(kindOfPage(http));
        }
        return http.lost() == null && http.status() != null && http.status() < 400
                ? null
                : Finding.error(
                                FindingCode.NO_ANSWER,
                                "The server returned a non-SOAP response: HTTP " + http.status() + ".")
                        .withEvidence(http.lost() == null ? http.inWords() : http.lost());
    }

    private static String kindOfPage(ObservedResponse http) {
        if (HttpFindings.isLogin(http.text())) {
            return "It is a login page: the service, or something in front of it, does not recognize this caller.";
        }
        if (CertificateResponseRules.fromIntermediary(http)) {
            return "It shows signs of a proxy, a CDN, or a web application firewall.";
        }
        return http.hasStatus(200)
                ? "It is a page of the web server or the service itself: the path may be that of its start page."
                : "It is an error page of the web server or of something in front of it.";
    }
}

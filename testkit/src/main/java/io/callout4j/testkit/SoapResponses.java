package io.callout4j.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

/**
 * SOAP 1.1 responses for WireMock's stubs.
 *
 * <pre>{@code
 * server.wireMock().stubFor(post("/services/UserStatus").willReturn(SoapResponses.envelope(
 *         "<updateStatusResponse xmlns='urn:example:user-status'><result>OK</result></updateStatusResponse>")));
 * server.wireMock().stubFor(post("/services/Slow").willReturn(SoapResponses.envelope("…").withFixedDelay(5000)));
 * }</pre>
 *
 * <p>Stateless; each call creates a new response, which can be modified with WireMock's own methods.
 */
public final class SoapResponses {

    private static final String SOAP_NS = "http://schemas.xmlsoap.org/soap/envelope/";

    private SoapResponses() {}

    /**
     * HTTP 200 with an envelope.
     *
     * @param body the content of the SOAP Body, as XML
     * @return the response
     */
    public static ResponseDefinitionBuilder envelope(String body) {
        return soap(200, body);
    }

    /**
     * HTTP 500 with a fault (SOAP 1.1 section 4.4).
     *
     * @param code the fault code, such as {@code soap:Server}; the prefix {@code soap} is declared
     * @param string the text of the fault
     * @return the response
     */
    public static ResponseDefinitionBuilder fault(String code, String string) {
        return fault(code, string, "");
    }

    /**
     * HTTP 500 with a fault that has a detail.
     *
     * @param code the fault code, such as {@code soap:Client}; the prefix {@code soap} is declared
     * @param string the text of the fault
     * @param detail the content of the detail element, as XML; empty for no detail
     * @return the response
     */
    public static ResponseDefinitionBuilder fault(String code, String string, String detail) {
        String end = detail.isEmpty() ? "" : "<detail>" + detail + "</detail>";
        return soap(
                500,
                "<soap:Fault><faultcode>" + escaped(code) + "</faultcode><faultstring>" + escaped(string)
                        + "</faultstring>" + end + "</soap:Fault>");
    }

    /**
     * An HTML page, such as a login form or a proxy's error page.
     *
     * @param status the HTTP status
     * @param title the text of the page
     * @return the response
     */
    public static ResponseDefinitionBuilder html(int status, String title) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html; charset=UTF-8")
                .withBody("<!DOCTYPE html>\n<html><head><title>" + escaped(title) + "</title></head><body><h1>"
                        + escaped(title) + "</h1></body></html>\n");
    }

    private static ResponseDefinitionBuilder soap(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/xml; charset=UTF-8")
                .withBody("<soap:Envelope xmlns:soap=\"" + SOAP_NS + "\"><soap:Body>" + body
                        + "</soap:Body></soap:Envelope>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

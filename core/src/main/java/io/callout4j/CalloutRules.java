package io.callout4j;

import io.callout4j.tls.Endpoint;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.transform.Source;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a request must keep to before anything is sent. */
final class CalloutRules {

    /** RFC 9110 section 5.6.2, token. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Set<String> OURS = Set.of("host", "content-length", "transfer-encoding", "connection");
    private static final Set<Class<?>> XML_TYPES = Set.of(Source.class, Node.class, Document.class, Element.class);
    private static final Set<String> CODINGS = Set.of("gzip", "identity");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private CalloutRules() {}

    /** Refuses what cannot be sent as it stands, and tells where it goes otherwise. */
    static Endpoint check(CalloutRequest request) {
        checkContent(request);
        Endpoint endpoint = Endpoint.parse(request.endpoint());
        if (!endpoint.secure() && !(request.certificate() instanceof CertificateChoice.None)) {
            throw new CalloutConfigurationException(
                    "The endpoint " + endpoint + " is plain http, so the "
                            + request.certificate()
                            + " would never be presented. Nothing was sent. Use an https: endpoint, or take the certificate out.");
        }
        return endpoint;
    }

    /** Refuses what no server could be sent. */
    static void checkContent(CalloutRequest request) {
        checkTimeout(request.timeout());
        checkAction(request.operation().soapAction());
        checkResponseType(request.responseType());
        checkHeaders(request.headers(), "in inputHttpHeaders_x");
    }

    static void checkTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new CalloutConfigurationException("The timeout is " + inMillis(timeout)
                    + " ms; timeout_x goes from 1 to 120000 ms (Apex Developer Guide, Callout Limits).");
        }
    }

    private static String inMillis(Duration timeout) {
        try {
            return Long.toString(timeout.toMillis());
        } catch (ArithmeticException e) {
            return "more than " + Long.MAX_VALUE;
        }
    }

    private static void checkAction(String action) {
        for (int i = 0; i < action.length(); i++) {
            char at = action.charAt(i);
            if (at == '"' || at < ' ' || at > '~') {
                throw new CalloutConfigurationException(
                        "The SOAPAction holds U+"
                                + String.format(Locale.ROOT, "%04X", (int) at) + " at character " + (i + 1)
                                + ". Give it as it stands in the WSDL, without quotes around it; they are added when it is sent.");
            }
        }
    }

    private static void checkResponseType(Class<?> type) {
        boolean xml = Source.class.isAssignableFrom(type) || Node.class.isAssignableFrom(type);
        if (xml && !XML_TYPES.contains(type)) {
            throw new CalloutConfigurationException("The response type " + type.getName()
                    + " is more than can be promised. Ask for " + Source.class.getName() + ", " + Node.class.getName()
                    + ", "
                    + Document.class.getName() + " or " + Element.class.getName() + ".");
        }
    }

    static void checkHeaders(Map<String, String> headers, String where) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String problem = problem(name, value);
            if (problem == null && !seen.add(name)) {
                problem = "it is there twice, in different cases, so it is not clear which one to send";
            }
            if (problem == null
                    && name.equalsIgnoreCase("Content-Encoding")
                    && !CODINGS.contains(value.strip().toLowerCase(Locale.ROOT))) {
                problem = "requests are packed with gzip or not at all";
            }
            if (problem != null) {
                throw refused(where, String.valueOf(name), problem);
            }
        });
    }

    /** Why a header cannot be sent, or null where it can. */
    static @Nullable String problem(@Nullable String name, @Nullable String value) {
        if (name == null || !TOKEN.matcher(name).matches()) {
            return "its name holds a character that HTTP does not allow in names";
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            return "it is set by the callout itself, from the endpoint and the body";
        }
        return value == null ? "its value is null" : valueProblem(value);
    }

    private static @Nullable String valueProblem(String value) {
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            // The value itself is not shown: it may be a credential.
            if (at == '\r' || at == '\n' || at == 0) {
                return "its value holds a " + (at == 0 ? "NUL" : "line break") + " at character " + (i + 1)
                        + ", which would let it forge further headers";
            }
            if ((at < ' ' && at != '\t') || (at >= 0x7f && at < 0xa0)) {
                return "its value holds the control character U+" + String.format(Locale.ROOT, "%04X", (int) at)
                        + " at character " + (i + 1);
            }
            if (at > 0xff) {
                return "its value holds U+" + String.format(Locale.ROOT, "%04X", (int) at) + " at character " + (i + 1)
                        + ", which HTTP headers cannot carry";
            }
        }
        return null;
    }

    private static CalloutConfigurationException refused(String where, String name, String why) {
        return new CalloutConfigurationException("The header \"" + name.replaceAll("\\p{Cntrl}", "?") + "\" " + where
                + " cannot be sent: " + why + ". Nothing was sent. Take it out or mend it.");
    }
}

package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.rules.HeaderRules;
import io.callout4j.internal.rules.TimeLimit;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.CertificateChoice;
import java.util.Set;
import javax.xml.transform.Source;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a request must comply with before anything is sent. */
final class CalloutRules {

    private static final Set<Class<?>> XML_TYPES = Set.of(Source.class, Node.class, Document.class, Element.class);

    private CalloutRules() {}

    /**
     * Rejects a request that cannot be sent. Returns its endpoint, or null if that is the name of a credential, which a mock leaves
     * unresolved.
     */
    static @Nullable Endpoint check(CalloutRequest request) {
        checkContent(request);
        if (Destinations.isNamed(request.endpoint())) {
            return null;
        }
        Endpoint endpoint = Endpoint.parse(request.endpoint());
        if (!endpoint.secure() && !(request.certificate() instanceof CertificateChoice.None)) {
            throw new CalloutConfigurationException(
                    "The endpoint " + endpoint + " is plain http, so the "
                            + request.certificate()
                            + " would never be presented. Nothing was sent. Use an https: endpoint, or remove the certificate.");
        }
        return endpoint;
    }

    private static void checkContent(CalloutRequest request) {
        TimeLimit.check(request.timeout());
        checkAction(request.operation().soapAction());
        checkResponseType(request.responseType());
        HeaderRules.check(request.headers(), "in inputHttpHeaders_x");
    }

    private static void checkAction(String action) {
        for (int i = 0; i < action.length(); i++) {
            char at = action.charAt(i);
            if (at == '"' || at < ' ' || at > '~') {
                throw new CalloutConfigurationException("The SOAPAction contains "
                        + ForeignText.codePoint(at) + " at character " + (i + 1)
                        + ". Use the value from the WSDL, without surrounding quotes; they are added when"
                        + " it is sent.");
            }
        }
    }

    private static void checkResponseType(Class<?> type) {
        boolean xml = Source.class.isAssignableFrom(type) || Node.class.isAssignableFrom(type);
        if (xml && !XML_TYPES.contains(type)) {
            throw new CalloutConfigurationException("The response type " + type.getName()
                    + " is not supported. Use " + Source.class.getName() + ", " + Node.class.getName()
                    + ", "
                    + Document.class.getName() + " or " + Element.class.getName() + ".");
        }
    }
}

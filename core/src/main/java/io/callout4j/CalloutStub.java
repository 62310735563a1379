package io.callout4j;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service's client extends: the public fields that a stub made by WSDL2Apex has, meaning what they mean in Apex.
 *
 * <pre>{@code
 * @XmlAccessorType(XmlAccessType.FIELD)
 * public class UpdateStatus {                      // and UpdateStatusResponse in the same way
 *     @XmlElement(namespace = NS) public String userId;
 *     @XmlElement(namespace = NS) public String status;
 * }
 *
 * public final class UserStatusPort extends CalloutStub {
 *     static final String NS = "urn:example:user-status";
 *
 *     public UserStatusPort(Callouts callouts) {
 *         super(callouts);
 *         endpoint_x = "https://erp.example.com/services/UserStatus";
 *     }
 *
 *     public String updateStatus(String userId, String status) {
 *         UpdateStatus request_x = new UpdateStatus();
 *         request_x.userId = userId;
 *         request_x.status = status;
 *         Map<String, UpdateStatusResponse> response_map_x = new HashMap<>();
 *         WebServiceCallout.invoke(this, request_x, response_map_x, new String[] {
 *             endpoint_x, "urn:updateStatus", NS, "updateStatus", NS, "updateStatusResponse",
 *             UpdateStatusResponse.class.getName()});
 *         return response_map_x.get("response_x").result;   // null under response_x where the answer is void
 *     }
 * }
 * }</pre>
 *
 * and used so:
 *
 * <pre>{@code
 * var port = new UserStatusPort(callouts);
 * port.clientCert_x = "MIIJqQIBAzCC…";     // text of `openssl base64 -in contoso.p12`
 * port.clientCertPasswd_x = "secret";
 * // or, with a certificate kept under a name:
 * port.clientCertName_x = "Contoso_SF";
 * port.updateStatus("005x0000001", "On holiday");
 * }</pre>
 *
 * <p>A callout takes a snapshot of the fields when it starts. Other public fields of a subclass are sent in the SOAP Header
 * where they are marked with {@link SoapHeader}.
 *
 * <p><b>Threads:</b> a stub belongs to one thread at a time; it is cheap, so make one where you need one. The {@link Callouts}
 * behind it is shared by all.
 *
 * <p>Sources of the fields' meanings: Apex Developer Guide, "SOAP Services: Defining a Class from a WSDL Document"; Apex Reference
 * Guide, "WebServiceCallout". Where callout4j is stricter than Salesforce, the field says so.
 */
@SuppressWarnings("MemberName") // the names are Apex's, so that code moves over by paste
public abstract class CalloutStub {

    /** Where the service is: an {@code https:} or {@code http:} URL. */
    public @Nullable String endpoint_x;

    /**
     * HTTP headers to send, or null. They go out as given and take the place of the standard ones (SOAPAction, Content-Type).
     * Refused are CR, LF and NUL in a value, and Host, Content-Length, Transfer-Encoding and Connection as names.
     */
    public @Nullable Map<String, String> inputHttpHeaders_x;

    /**
     * The answer's HTTP headers, filled after each callout, after a fault too. A map that you set is cleared and filled; null
     * or an unmodifiable map is replaced by one whose look-up ignores case. Repeated headers are joined with {@code ", "}.
     */
    public @Nullable Map<String, String> outputHttpHeaders_x;

    /**
     * The name of the client certificate to show, as given to {@link CalloutsBuilder#certificate}, or null. Not together with
     * {@link #clientCert_x}.
     */
    public @Nullable String clientCertName_x;

    /**
     * The client certificate to show: the base64 text of a PKCS#12 file with its private key, line breaks and armour lines as
     * they come, or null. Not together with {@link #clientCertName_x}.
     */
    public @Nullable String clientCert_x;

    /**
     * The password of {@link #clientCert_x}; null and empty are passwords too. Beside {@link #clientCertName_x} it is tried where the
     * named entry has no key password of its own.
     */
    public @Nullable String clientCertPasswd_x;

    /**
     * How long the whole callout may take, in milliseconds: 1 to 120000; null means 10000. It covers looking up the host,
     * connecting, the handshake, sending, and reading to the last byte. Salesforce does not count the transfer.
     */
    public @Nullable Integer timeout_x;

    private final @Nullable Callouts callouts;

    /** Makes a stub that uses {@link Callouts#shared()}. */
    protected CalloutStub() {
        this.callouts = null;
    }

    /**
     * Makes a stub that uses the given runtime.
     *
     * @param callouts the runtime; it outlives the stub and is closed by whoever made it
     */
    protected CalloutStub(Callouts callouts) {
        this.callouts = callouts;
    }

    Callouts callouts() {
        return callouts == null ? Callouts.shared() : callouts;
    }
}

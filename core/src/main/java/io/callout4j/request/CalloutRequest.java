package io.callout4j.request;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.rules.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import org.jspecify.annotations.Nullable;

/**
 * A request for one callout, for code without a stub.
 *
 * <pre>{@code
 * CalloutRequest request = CalloutRequest.builder("https://erp.example.com/status", operation, "<s:ping xmlns:s='urn:s'/>")
 *         .certificateName("Contoso_SF")
 *         .timeout(Duration.ofSeconds(5))
 *         .build();
 * String response = callouts.send(request).value(String.class);
 * }</pre>
 *
 * <p>Immutable and safe to share if the payload is. {@code toString} shows the operation and the endpoint, but no content.
 */
public final class CalloutRequest {

    /**
     * A block for the SOAP Header.
     *
     * @param name the element
     * @param value a JAXB bean, a DOM element or a Source; a String, number or boolean becomes the element's text
     */
    public record HeaderBlock(QName name, Object value) {
        @Override
        public String toString() {
            return "HeaderBlock[" + name + "]";
        }
    }

    private final String endpoint;
    private final Operation operation;
    private final Object payload;
    private final Class<?> responseType;
    private final Map<String, String> headers;
    private final List<HeaderBlock> soapHeaders;
    private final CertificateChoice certificate;
    private final @Nullable Duration timeout;

    private CalloutRequest(Builder builder) {
        endpoint = builder.endpoint;
        operation = builder.operation;
        payload = builder.payload;
        responseType = builder.responseType;
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
        soapHeaders = List.copyOf(builder.soapHeaders);
        certificate = builder.certificate;
        timeout = builder.timeout;
    }

    private CalloutRequest(
            CalloutRequest other,
            String endpoint,
            Map<String, String> headers,
            CertificateChoice certificate,
            @Nullable Duration timeout) {
        this.endpoint = endpoint;
        this.operation = other.operation;
        this.payload = other.payload;
        this.responseType = other.responseType;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.soapHeaders = other.soapHeaders;
        this.certificate = certificate;
        this.timeout = timeout;
    }

    /**
     * Returns a builder for a request.
     *
     * @param endpoint an {@code https:} or {@code http:} URL, or {@code callout:Name/path} for a {@link NamedCredential}
     * @param operation what to call
     * @param payload the content of the SOAP Body: a JAXB bean, a String of XML, a DOM node or a {@link Source}
     * @return a builder; by default the callout has no client certificate, may take 10 seconds, and returns the response as a String of XML
     */
    public static Builder builder(String endpoint, Operation operation, Object payload) {
        return new Builder(endpoint, operation, payload);
    }

    /**
     * The endpoint.
     *
     * @return the URL as given
     */
    public String endpoint() {
        return endpoint;
    }

    /**
     * The operation to call.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * The content of the SOAP Body.
     *
     * @return a JAXB bean, a String of XML, a DOM node or a Source
     */
    public Object payload() {
        return payload;
    }

    /**
     * The type of the response.
     *
     * @return a JAXB class, {@code String}, {@code Source} or a DOM type
     */
    public Class<?> responseType() {
        return responseType;
    }

    /**
     * The HTTP headers to send.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The blocks of the SOAP Header.
     *
     * @return an unmodifiable list
     */
    public List<HeaderBlock> soapHeaders() {
        return soapHeaders;
    }

    /**
     * How long the callout may take.
     *
     * @return the time from its start until the response has been parsed
     */
    public Duration timeout() {
        return timeout == null ? TimeLimit.DEFAULT : timeout;
    }

    /**
     * Which client certificate to present.
     *
     * @return the choice; {@link CertificateChoice.None} for none
     */
    public CertificateChoice certificate() {
        return certificate;
    }

    /**
     * Returns a copy with another endpoint.
     *
     * @param url the endpoint
     * @return a copy
     */
    public CalloutRequest withEndpoint(String url) {
        return new CalloutRequest(this, url, headers, certificate, timeout);
    }

    /**
     * Returns a copy with these HTTP headers instead of its own.
     *
     * @param all names and values
     * @return a copy
     */
    public CalloutRequest withHeaders(Map<String, String> all) {
        return new CalloutRequest(this, endpoint, all, certificate, timeout);
    }

    /**
     * Returns a copy with another client certificate.
     *
     * @param choice the certificate
     * @return a copy
     */
    public CalloutRequest withCertificate(CertificateChoice choice) {
        return new CalloutRequest(this, endpoint, headers, choice, timeout);
    }

    /**
     * Returns a copy with this timeout, unless the request sets one itself.
     *
     * @param limit 1 millisecond to 2 minutes
     * @return a copy
     */
    public CalloutRequest withDefaultTimeout(Duration limit) {
        return new CalloutRequest(this, endpoint, headers, certificate, timeout == null ? limit : timeout);
    }

    @Override
    public String toString() {
        return "CalloutRequest[" + operation.request().getLocalPart() + " to " + Endpoint.shown(endpoint) + "]";
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {

        private final String endpoint;
        private final Operation operation;
        private final Object payload;
        private Class<?> responseType = String.class;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<HeaderBlock> soapHeaders = new ArrayList<>();
        private CertificateChoice certificate = new CertificateChoice.None();
        private @Nullable Duration timeout;

        private Builder(String endpoint, Operation operation, Object payload) {
            this.endpoint = endpoint;
            this.operation = operation;
            this.payload = payload;
        }

        /**
         * Sets the type of the response.
         *
         * @param type a JAXB class, {@code String} (XML text), {@code Source}, or {@code Document}, {@code Element} or {@code Node} of DOM
         * @return this builder
         */
        public Builder responseType(Class<?> type) {
            responseType = type;
            return this;
        }

        /**
         * Adds HTTP headers. If a header is given twice, the last value is sent.
         *
         * @param more names and values
         * @return this builder
         */
        public Builder headers(Map<String, String> more) {
            headers.putAll(more);
            return this;
        }

        /**
         * Adds a block to the SOAP Header.
         *
         * @param name the element
         * @param value a JAXB bean, a DOM element or a Source; a String, number or boolean becomes the element's text
         * @return this builder
         */
        public Builder soapHeader(QName name, Object value) {
            soapHeaders.add(new HeaderBlock(name, value));
            return this;
        }

        /**
         * Presents a named certificate of the runtime.
         *
         * @param name the name given to {@code Callouts.builder().certificate(name, entry)}
         * @return this builder
         */
        public Builder certificateName(String name) {
            return certificateName(name, null);
        }

        /**
         * Presents a named certificate of the runtime, with a password to try if none is configured for its key.
         *
         * @param name the name given to {@code Callouts.builder().certificate(name, entry)}
         * @param keyPassword the password, or null
         * @return this builder
         */
        public Builder certificateName(String name, @Nullable String keyPassword) {
            return certificate(new CertificateChoice.Named(name, keyPassword));
        }

        /**
         * Presents a certificate given as text.
         *
         * @param base64 a PKCS#12 file in base64
         * @param password its password; null and empty are passwords too
         * @return this builder
         */
        public Builder certificate(String base64, @Nullable String password) {
            return certificate(new CertificateChoice.Inline(base64, password));
        }

        /**
         * Presents an identity that the program has opened itself.
         *
         * @param identity the identity
         * @return this builder
         */
        public Builder identity(ClientIdentity identity) {
            return certificate(
                    identity.isNone() ? new CertificateChoice.None() : new CertificateChoice.Identity(identity));
        }

        /**
         * Sets which certificate to present.
         *
         * @param choice the certificate
         * @return this builder
         */
        public Builder certificate(CertificateChoice choice) {
            certificate = choice;
            return this;
        }

        /**
         * Sets how long the callout may take.
         *
         * @param limit 1 millisecond to 120 seconds; if it is not set, that of the named credential, or 10 seconds
         * @return this builder
         */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /**
         * Builds the request. Whether it can be sent is only checked when it is sent.
         *
         * @return the request
         */
        public CalloutRequest build() {
            return new CalloutRequest(this);
        }
    }
}

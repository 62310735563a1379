package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callout that did not end with a response. Each kind of failure has a subclass, so that a caller can catch what it
 * can act on:
 *
 * <pre>{@code
 * try {
 *     port.updateStatus("005x0000001", "On holiday");
 * } catch (CalloutFaultException e) {      // the service said no
 *     log.warn("{}: {}", e.code(), e.string());
 * } catch (CalloutTimeoutException e) {    // too slow; e.phase() tells where
 *     retryLater();
 * }
 * }</pre>
 *
 * <p>Unchecked, as {@code System.CalloutException} is in Apex. The message says what happened, with the values that
 * matter, why, and what to do; it starts with the text that Salesforce would show where there is one. Neither the message
 * nor anything else in here ever holds a password, a private key or the text of a {@code clientCert_x}.
 *
 * <p>Immutable but for what {@link Throwable} itself allows, and serialisable.
 *
 * @serial exclude
 */
public abstract sealed class CalloutException extends RuntimeException
        permits CalloutConfigurationException,
                ClientCertificateException,
                CalloutConnectException,
                CalloutTlsException,
                CalloutTimeoutException,
                CalloutHttpException,
                CalloutResponseException,
                CalloutFaultException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // always the JDK's immutable list, which serialises
    private final List<Finding> findings;

    CalloutException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(message, cause);
        this.findings = List.copyOf(findings);
    }

    /**
     * What is known about the cause beyond the message, worst first.
     *
     * @return an unmodifiable list, empty where nothing more is known
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The word that programs know this kind by, the same as in the JSON of the {@code callout} command.
     *
     * @return {@code configuration}, {@code certificate}, {@code connect}, {@code tls}, {@code timeout}, {@code http},
     *     {@code not-soap} or {@code fault}
     */
    public abstract String outcome();
}

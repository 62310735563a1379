package io.callout4j.error;

import io.callout4j.internal.text.ForeignText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callout failed. Each kind of failure has a subclass, so that callers can catch the ones they can act on:
 *
 * <pre>{@code
 * try {
 *     port.updateStatus("005x0000001", "On holiday");
 * } catch (CalloutFaultException e) {      // the service rejected the request
 *     log.warn("{}: {}", e.code(), e.string());
 * } catch (CalloutTimeoutException e) {    // too slow; e.phase() says where
 *     retryLater();
 * }
 * }</pre>
 *
 * <p>Unchecked, as {@code System.CalloutException} is in Apex. The message says what happened, with the relevant values, why, and what to
 * do; if Salesforce has a text for this failure, the message starts with it. An exception never contains a password, a private key or the
 * text of a {@code clientCert_x}. Control characters, bidirectional controls, and invisible characters from elsewhere are escaped in it,
 * as in {@code \u001b}, so that it cannot forge a line of a log.
 *
 * <p>Immutable except for what {@link Throwable} itself allows, and serializable.
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

    @SuppressWarnings("serial") // always the JDK's immutable list, which is serializable
    private final List<Finding> findings;

    CalloutException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(ForeignText.message(message), HarmlessCause.of(cause));
        this.findings = List.copyOf(findings);
    }

    /**
     * The findings about the cause, worst first.
     *
     * @return an unmodifiable list; empty if nothing is known beyond the message
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The stable name of this kind of failure, for programs; also used in the JSON output of the {@code callout} command.
     *
     * @return {@code configuration}, {@code certificate}, {@code connect}, {@code tls}, {@code timeout}, {@code http},
     *     {@code not-soap} or {@code fault}
     */
    public abstract String outcome();
}

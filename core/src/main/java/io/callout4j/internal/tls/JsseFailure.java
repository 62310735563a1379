package io.callout4j.internal.tls;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.pki.ServerRefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Interprets JSSE's exceptions. The name of an alert is only in the message ("Received fatal alert: bad_certificate"; JDK 25 puts the
 * alert's name in parentheses before it). This is the only place that parses such messages; its test runs on the JDKs that the project
 * supports.
 */
final class JsseFailure {

    private static final Pattern RECEIVED_ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private static final Pattern ALERT_BEFORE_TEXT = Pattern.compile("^\\([a-z_]+\\) ");

    private JsseFailure() {}

    static Failure of(IOException thrown, CalloutPhase phase) {
        String alert = receivedAlert(thrown);
        // JDK 25 puts the alert's name before the text; the same text on all JDKs is easier to search for.
        String text = thrown.getMessage() == null
                ? thrown.toString()
                : ALERT_BEFORE_TEXT.matcher(thrown.getMessage()).replaceFirst("");
        return new Failure(alert == null ? kind(thrown, text) : Kind.ALERT, phase, text, alert);
    }

    /** The name of the alert that the other side sent, such as {@code bad_certificate}, or null. */
    static @Nullable String receivedAlert(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SSLException && at.getMessage() != null) {
                Matcher matcher = RECEIVED_ALERT.matcher(at.getMessage());
                if (matcher.find()) {
                    return matcher.group(1).toLowerCase(Locale.ROOT);
                }
            }
        }
        return null;
    }

    private static Kind kind(IOException thrown, String text) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof ServerRefusedException refused) {
                return refused.kind();
            }
        }
        if (causedBy(thrown, HostNameMismatchException.class)) {
            return Kind.HOST_NAME_MISMATCH;
        }
        if (causedBy(thrown, CertificateException.class)) {
            return Kind.SERVER_NOT_TRUSTED;
        }
        if (text.contains("Unsupported or unrecognized SSL message")
                || text.contains("plaintext connection")
                || text.contains("Invalid record length")
                || text.contains("Unsupported record version")) {
            return Kind.NOT_TLS;
        }
        if (text.contains("No supported CertificateVerify signature algorithm")) {
            return Kind.KEY_NOT_SUPPORTED;
        }
        if (text.contains("exceeds the maximum allowed size")) {
            return Kind.TOO_LARGE;
        }
        if (text.contains("No appropriate protocol")
                || text.contains("accepted by client preferences")
                || text.contains("supported by client preferences")) {
            return Kind.NOTHING_IN_COMMON;
        }
        if (thrown instanceof SSLException && !causedBy(thrown, EOFException.class)) {
            return causedBy(thrown, SocketException.class) ? Kind.CUT : Kind.OTHER;
        }
        return Kind.CUT;
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}

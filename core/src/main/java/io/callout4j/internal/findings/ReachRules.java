package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Attempt;
import io.callout4j.error.HandshakeRecord.Failure;
import java.util.stream.Collectors;

/** Findings about the way to the server, before any certificate counts. */
final class ReachRules {

    private ReachRules() {}

    static Finding nameNotResolved(HandshakeRecord seen) {
        String proxy = seen.proxy();
        if (proxy != null) {
            return Finding.error(
                            FindingCode.NAME_NOT_RESOLVED, "The host name of the proxy " + proxy + " has no address.")
                    .withEvidence("The name service was asked from this machine.")
                    .withRemedyClient("Check the proxy's name, and that this machine's DNS knows it.");
        }
        return Finding.error(FindingCode.NAME_NOT_RESOLVED, "The host name " + seen.host() + " has no address.")
                .withEvidence("The name service was asked from this machine.")
                .withRemedyClient(
                        "Check the spelling in endpoint_x, and that this machine's DNS (VPN, hosts file) knows the"
                                + " name: `nslookup " + seen.host() + "`.");
    }

    static Finding notConnected(HandshakeRecord seen, Failure failure) {
        String tried =
                seen.attempts().stream().map(ReachRules::inWords).collect(Collectors.joining("; ", "Tried ", "."));
        if (failure.text().contains("timed out")) {
            return Finding.error(FindingCode.CONNECT_TIMEOUT, "Nothing answers at " + reached(seen) + ".")
                    .withEvidence(tried)
                    .withRemedyClient(
                            "Ask whether the firewalls on the way let this machine through to " + reached(seen) + ".");
        }
        boolean reset = seen.attempts().stream()
                .anyMatch(attempt ->
                        attempt.failure() != null && attempt.failure().contains("reset"));
        if (reset && seen.proxy() == null) {
            // Taken and dropped so fast that connecting has not ended: nobody refuses, somebody hangs up.
            return Finding.error(FindingCode.HANDSHAKE_CUT, place(seen) + " takes connections and drops them at once.")
                    .withEvidence(tried);
        }
        if (seen.proxy() != null) {
            return Finding.error(
                            FindingCode.CONNECTION_REFUSED, "No connection could be made to " + reached(seen) + ".")
                    .withEvidence(tried)
                    .withRemedyClient("Check the proxy's name and port, and whether " + seen.host()
                            + " should be called without it.");
        }
        return Finding.error(FindingCode.CONNECTION_REFUSED, "No connection could be made to " + place(seen) + ".")
                .withEvidence(tried);
    }

    private static String inWords(Attempt attempt) {
        return attempt.address() + (attempt.failure() == null ? "" : ": " + attempt.failure());
    }

    /** What this side itself connects to. */
    private static String reached(HandshakeRecord seen) {
        return seen.proxy() == null ? place(seen) : "the proxy " + seen.proxy();
    }

    static Finding proxyRefused(HandshakeRecord seen, Failure failure) {
        Finding refused = Finding.error(
                        FindingCode.PROXY_REFUSED,
                        "The proxy " + seen.proxy() + " opened no way to " + place(seen) + ".")
                .withEvidence(failure.text() + ".");
        if (failure.text().contains(" 407")) {
            return refused.withRemedyClient("The proxy wants a user name and password:"
                    + " HttpProxy.at(host, port).withCredentials(user, password), sent by Basic authentication; or check those"
                    + " that are set.");
        }
        if (failure.text().matches(".* 50[234]\\b.*")) {
            return refused.withCause(
                            "The proxy takes the caller and cannot reach the server itself: it does not know the name, or"
                                    + " nothing answers there.")
                    .withRemedyClient(
                            "Check the host and port. Ask the proxy's administrator whether the proxy can reach "
                                    + place(seen) + ", or call " + seen.host() + " without it: HttpProxy.except(host).")
                    .withRemedyServer("Check that the service is running, and that the client's proxy is let through.");
        }
        return refused.withRemedyClient("Ask the proxy's administrator whether this machine may go to " + place(seen)
                + " through it, or call " + seen.host() + " without it: HttpProxy.except(host).");
    }

    static Finding notTls(HandshakeRecord seen, Failure failure) {
        return Finding.error(FindingCode.NOT_TLS, "What listens at " + place(seen) + " does not speak TLS.")
                .withEvidence(failure.text() + ".");
    }

    static Finding versionRefused(HandshakeRecord seen) {
        if (seen.tlsVersions().size() == 1) {
            String only = seen.tlsVersions().get(0);
            return Finding.error(FindingCode.TLS_VERSION_MISMATCH, "The server does not take TLS " + only + ".")
                    .withEvidence("It answered with the alert protocol_version; nothing else was offered from here.")
                    .withCause("This side is limited to TLS " + only + ".")
                    .withRemedyClient(
                            "Take the limit away (tlsVersions, --tls): the server may speak the other version.");
        }
        return Finding.error(FindingCode.TLS_VERSION_MISMATCH, "The server takes neither TLS 1.2 nor TLS 1.3.")
                .withEvidence("It answered with the alert protocol_version.");
    }

    static Finding nothingInCommon(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.TLS_VERSION_MISMATCH, "The server and this side have no version of TLS in common.")
                .withEvidence(failure.text())
                .withRemedyClient(
                        seen.tlsVersions().size() == 1
                                ? "Take the limit away (tlsVersions, --tls): the server may speak the other version."
                                : null)
                .withCause("This side speaks TLS " + String.join(" and ", seen.tlsVersions())
                        + "; the server picked something else.");
    }

    static Finding cut(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.HANDSHAKE_CUT,
                        "The connection to " + place(seen) + " ended in the middle of the TLS handshake.")
                .withEvidence(asked(seen));
    }

    static Finding other(HandshakeRecord seen, Failure failure) {
        if (failure.text().contains("ServerKeyExchange does not comply")) {
            return Finding.error(FindingCode.NO_COMMON_CIPHER, "The server's key exchange is too weak for this JDK.")
                    .withEvidence(failure.text() + ".")
                    .withCause("Its Diffie-Hellman group has fewer than 1024 bits.")
                    .withRemedyServer(
                            "Use ECDHE, or a group of 2048 bits (nginx: `ssl_dhparam`, Apache: append it to the"
                                    + " certificate's file).");
        }
        return Finding.error(
                        FindingCode.HANDSHAKE_CUT, "The TLS handshake with " + place(seen) + " failed on this side.")
                .withEvidence(failure.text());
    }

    static Finding tooLarge(Failure failure) {
        return Finding.error(
                        FindingCode.HANDSHAKE_TOO_LARGE,
                        "A message of the server's handshake is larger than the JDK takes.")
                .withEvidence(failure.text() + ".");
    }

    private static String asked(HandshakeRecord seen) {
        if (seen.certificateRequest() == null) {
            return "The server had not asked for a client certificate by then.";
        }
        return "The server had asked for a client certificate; "
                + (seen.clientChain().isEmpty()
                        ? "there was none to show."
                        : Certificates.name(seen.clientChain().get(0)) + " was offered.");
    }

    static String place(HandshakeRecord seen) {
        return (seen.host().indexOf(':') >= 0 ? "[" + seen.host() + "]" : seen.host()) + ":" + seen.port();
    }
}

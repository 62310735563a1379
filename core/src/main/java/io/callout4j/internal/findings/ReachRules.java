package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Attempt;
import io.callout4j.error.HandshakeRecord.Failure;
import java.util.stream.Collectors;

/** Findings about reaching the server, before any certificate matters. */
final class ReachRules {

    private ReachRules() {}

    static Finding nameNotResolved(HandshakeRecord seen) {
        String proxy = seen.proxy();
        if (proxy != null) {
            return Finding.error(
                            FindingCode.NAME_NOT_RESOLVED,
                            "The host name of the proxy " + proxy + " could not be resolved.")
                    .withEvidence("DNS was queried from this machine.")
                    .withRemedyClient("Check the proxy's name, and that this machine's DNS knows it.");
        }
        return Finding.error(FindingCode.NAME_NOT_RESOLVED, "The host name " + seen.host() + " could not be resolved.")
                .withEvidence("DNS was queried from this machine.")
                .withRemedyClient(
                        "Check the spelling in endpoint_x, and that this machine's DNS (VPN, hosts file) knows the"
                                + " name: `nslookup " + seen.host() + "`.");
    }

    static Finding notConnected(HandshakeRecord seen, Failure failure) {
        String tried =
                seen.attempts().stream().map(ReachRules::inWords).collect(Collectors.joining("; ", "Tried ", "."));
        if (failure.text().contains("timed out")) {
            return Finding.error(
                            FindingCode.CONNECT_TIMEOUT, reached(seen) + " did not respond to the connection attempt.")
                    .withEvidence(tried)
                    .withRemedyClient(
                            "Ask your network administrators whether the firewalls allow this machine to connect to "
                                    + reached(seen) + ".");
        }
        boolean reset = seen.attempts().stream()
                .anyMatch(attempt ->
                        attempt.failure() != null && attempt.failure().contains("reset"));
        if (reset && seen.proxy() == null) {
            // Accepted and dropped before connecting was complete: the connection is not refused, it is closed.
            return Finding.error(
                            FindingCode.HANDSHAKE_CUT,
                            place(seen) + " accepts connections and closes them immediately.")
                    .withEvidence(tried);
        }
        if (seen.proxy() != null) {
            return Finding.error(FindingCode.CONNECTION_REFUSED, "Could not connect to " + reached(seen) + ".")
                    .withEvidence(tried)
                    .withRemedyClient("Check the proxy's name and port, and whether " + seen.host()
                            + " should be called without it.");
        }
        return Finding.error(FindingCode.CONNECTION_REFUSED, "Could not connect to " + place(seen) + ".")
                .withEvidence(tried);
    }

    private static String inWords(Attempt attempt) {
        return attempt.address() + (attempt.failure() == null ? "" : ": " + attempt.failure());
    }

    /** What the client itself connects to. */
    private static String reached(HandshakeRecord seen) {
        return seen.proxy() == null ? place(seen) : "the proxy " + seen.proxy();
    }

    static Finding proxyRefused(HandshakeRecord seen, Failure failure) {
        Finding refused = Finding.error(
                        FindingCode.PROXY_REFUSED,
                        "The proxy " + seen.proxy() + " refused the tunnel to " + place(seen) + ".")
                .withEvidence(failure.text() + ".");
        if (failure.text().contains(" 407")) {
            return refused.withRemedyClient("The proxy requires a user name and password. Set them with"
                    + " HttpProxy.at(host, port).withCredentials(user, password), or check the ones that are set;"
                    + " they are sent with Basic authentication.");
        }
        if (failure.text().matches(".* 50[234]\\b.*")) {
            return refused.withCause(
                            "The proxy accepts the caller but cannot reach the server: it cannot resolve the name, or"
                                    + " the server does not respond.")
                    .withRemedyClient(
                            "Check the host and port. Ask the proxy's administrator whether the proxy can reach "
                                    + place(seen) + ", or call " + seen.host() + " without it: HttpProxy.except(host).")
                    .withRemedyServer("Check that the service is running, and that the client's proxy is allowed to"
                            + " connect to it.");
        }
        return refused.withRemedyClient("Ask the proxy's administrator to allow this machine to reach " + place(seen)
                + " through it, or call " + seen.host() + " without it: HttpProxy.except(host).");
    }

    static Finding notTls(HandshakeRecord seen, Failure failure) {
        return Finding.error(FindingCode.NOT_TLS, place(seen) + " does not speak TLS.")
                .withEvidence(failure.text() + ".");
    }

    static Finding versionRefused(HandshakeRecord seen) {
        if (seen.tlsVersions().size() == 1) {
            String only = seen.tlsVersions().get(0);
            return Finding.error(FindingCode.TLS_VERSION_MISMATCH, "The server does not accept TLS " + only + ".")
                    .withEvidence("The server sent the alert protocol_version; the client offered no other version.")
                    .withCause("The client is restricted to TLS " + only + ".")
                    .withRemedyClient(
                            "Remove the restriction (tlsVersions, --tls): the server may support the other version.");
        }
        return Finding.error(FindingCode.TLS_VERSION_MISMATCH, "The server accepts neither TLS 1.2 nor TLS 1.3.")
                .withEvidence("The server sent the alert protocol_version.");
    }

    static Finding nothingInCommon(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.TLS_VERSION_MISMATCH, "The client and the server have no TLS version in common.")
                .withEvidence(failure.text())
                .withRemedyClient(
                        seen.tlsVersions().size() == 1
                                ? "Remove the restriction (tlsVersions, --tls): the server may support the other"
                                        + " version."
                                : null)
                .withCause("The client offers TLS " + String.join(" and ", seen.tlsVersions()) + "; the server"
                        + " selected another version.");
    }

    static Finding cut(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.HANDSHAKE_CUT,
                        "The connection to " + place(seen) + " was closed during the TLS handshake.")
                .withEvidence(certificateRequested(seen));
    }

    static Finding other(HandshakeRecord seen, Failure failure) {
        if (failure.text().contains("ServerKeyExchange does not comply")) {
            return Finding.error(FindingCode.NO_COMMON_CIPHER, "The server's key exchange is too weak for this JDK.")
                    .withEvidence(failure.text() + ".")
                    .withCause("Its Diffie-Hellman group has fewer than 1024 bits.")
                    .withRemedyServer(
                            "Use ECDHE, or a group of 2048 bits (nginx: `ssl_dhparam`, Apache: append it to the"
                                    + " certificate file).");
        }
        return Finding.error(
                        FindingCode.HANDSHAKE_CUT, "The TLS handshake with " + place(seen) + " failed on your side.")
                .withEvidence(failure.text());
    }

    static Finding tooLarge(Failure failure) {
        return Finding.error(
                        FindingCode.HANDSHAKE_TOO_LARGE, "A handshake message from the server exceeds the JDK's limit.")
                .withEvidence(failure.text() + ".");
    }

    private static String certificateRequested(HandshakeRecord seen) {
        if (seen.certificateRequest() == null) {
            return "The server had not yet requested a client certificate.";
        }
        return "The server had requested a client certificate; "
                + (seen.clientChain().isEmpty()
                        ? "none was configured."
                        : Certificates.name(seen.clientChain().get(0)) + " was offered.");
    }

    static String place(HandshakeRecord seen) {
        return (seen.host().indexOf(':') >= 0 ? "[" + seen.host() + "]" : seen.host()) + ":" + seen.port();
    }
}

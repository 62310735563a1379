package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Findings about a server's chain that can be verified, but that other clients may reject. */
public final class ServerChainRules {

    private ServerChainRules() {}

    /**
     * What is wrong with the chain.
     *
     * @param seen the handshake, with the certificates as the server sent them
     */
    public static List<Finding> of(HandshakeRecord seen) {
        List<X509Certificate> sent = seen.serverChain();
        List<Finding> found = new ArrayList<>();
        if (!sent.isEmpty() && Certificates.names(sent.get(0)).isEmpty()) {
            found.add(Finding.warning(
                            FindingCode.SERVER_NAME_MISMATCH,
                            "The server's certificate has the name " + seen.serverName() + " only in its subject,"
                                    + " which the JDK still accepts but other clients do not.")
                    .withEvidence("Its subject is " + Certificates.name(sent.get(0)) + "; it has no subjectAltNames.")
                    .withCause("Clients no longer consider the subject (RFC 9525); the certificate was issued under an"
                            + " older rule.")
                    .withRemedyClient(null)
                    .withRemedyServer(
                            "Have the certificate reissued with " + seen.serverName() + " in its subjectAltNames."));
        }
        if (!sent.isEmpty() && !inOrder(sent)) {
            found.add(Finding.warning(FindingCode.SERVER_CHAIN_ORDER, "The server sends its chain in the wrong order.")
                    .withEvidence("It sent: "
                            + sent.stream().map(Certificates::name).collect(Collectors.joining(", then ")) + "."));
        }
        return found;
    }

    /** Whether each certificate is followed by its issuer (RFC 5246 section 7.4.2). */
    private static boolean inOrder(List<X509Certificate> sent) {
        for (int i = 1; i < sent.size(); i++) {
            if (!sent.get(i - 1).getIssuerX500Principal().equals(sent.get(i).getSubjectX500Principal())) {
                return false;
            }
        }
        return true;
    }
}

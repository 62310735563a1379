package io.callout4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.internal.http.HttpDownload;
import io.callout4j.internal.net.Deadline;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the server cases of C2SP's x509-limbo, whose file is not part of this project: {@code -Dcallout4j.limbo=limbo.json}. Without the
 * JDK's own check of the host name, which needs a handshake and only makes the result stricter.
 */
@EnabledIfSystemProperty(named = "callout4j.limbo", matches = ".+")
class LimboTest {

    /** Where callout4j accepts what x509-limbo does not, with the reason; a line with a star is the beginning of an id. */
    private static final String ACCEPTED_ON_PURPOSE = """
            webpki::san::no-san: a common name without subjectAltNames is accepted with a warning
            webpki::cn::*: another common name beside matching subjectAltNames is ignored
            webpki::forbidden-*: keys that the JDK accepts are accepted with a warning, DSA by TLS 1.3 not at all
            webpki::san::public-suffix-*: there is no list of public suffixes
            webpki::eku::*: a leaf without extendedKeyUsage, or with any purpose, is common in private PKIs
            webpki::aki::*: key identifiers are hints
            rfc5280::aki::*: key identifiers are hints
            rfc5280::ski::*: key identifiers are hints
            rfc5280::serial::*: a serial number only has to be unique
            rfc5280::root-non-critical-basic-constraints: a root is an anchor whatever its extensions
            rfc5280::unknown-critical-extension-root: a root is an anchor whatever its extensions
            rfc5280::leaf-ku-keycertsign: the usage of the leaf allows more than needed
            rfc5280::nc::not-allowed-in-ee-*: name constraints of a leaf constrain nothing
            rfc5280::nc::invalid-dnsname-leading-period: means subdomains, as OpenSSL and the JDK read it
            rfc5280::nc::permitted-dns-match-noncritical: constraints apply even if they are not critical
            rfc5280::pc::ica-noncritical-pc: the constraint applies even if it is not critical
            rfc5280::san::underscore-dns: DNS allows underscores
            webpki::san::san-critical-with-nonempty-subject: a matter of form
            webpki::ee-basicconstraints-ca: a private root is often also the server
            webpki::malformed-aia: the address is not used
            webpki::nc::intermediate-permitted-excluded-subtrees-both-null: constrains nothing
            webpki::v1-cert: the certificate of an old appliance
            pathological::nc-dos-*: JSSE accepts at most 32 KB of certificates, which bounds the work
            """;

    private final Connector connector = new Connector(HttpProxy.none());
    private final Map<String, String> reasons = new TreeMap<>();

    @AfterEach
    void close() {
        connector.close();
    }

    @Test
    void acceptsNoServerThatShouldBeRejectedAndViceVersa() throws Exception {
        JsonNode file = JsonMapper.shared().readTree(Path.of(System.getProperty("callout4j.limbo")));
        List<String> wronglyAccepted = new ArrayList<>();
        List<String> wronglyRejected = new ArrayList<>();
        int run = 0;
        for (JsonNode each : file.get("testcases")) {
            if (!isForUs(each)) {
                continue;
            }
            run++;
            String id = each.get("id").asString();
            boolean expected = each.get("expected_result").asString().equals("SUCCESS");
            boolean accepted = accepts(each);
            if (accepted && !expected) {
                wronglyAccepted.add(id);
            } else if (!accepted && expected) {
                wronglyRejected.add(id + ": " + reasons.get(id));
            }
        }
        print(run, wronglyAccepted, wronglyRejected);
        assertThat(run).isPositive();
        assertThat(wronglyAccepted).as("accepted without a reason").allMatch(LimboTest::onPurpose);
    }

    private static boolean onPurpose(String id) {
        return ACCEPTED_ON_PURPOSE
                .lines()
                .map(line -> line.substring(0, line.indexOf(": ")))
                .anyMatch(known ->
                        known.endsWith("*") ? id.startsWith(known.substring(0, known.length() - 1)) : id.equals(known));
    }

    /** The table for a human reader is the purpose of this test. */
    @SuppressWarnings("SystemOut")
    private static void print(int run, List<String> wronglyAccepted, List<String> wronglyRejected) {
        System.out.println(run + " server cases");
        System.out.println(wronglyAccepted.size() + " wrongly accepted:");
        wronglyAccepted.forEach(id -> System.out.println("  " + id));
        System.out.println(wronglyRejected.size() + " wrongly rejected:");
        wronglyRejected.forEach(id -> System.out.println("  " + id));
    }

    /** Not those about clients, mail addresses, CRLs, and a limit of the chain's depth, which callout4j does not have. */
    private static boolean isForUs(JsonNode each) {
        JsonNode peer = each.get("expected_peer_name");
        return each.get("validation_kind").asString().equals("SERVER")
                && !peer.path("kind").asString("").equals("RFC822")
                && each.path("crls").isEmpty()
                && !each.path("features").toString().contains("max-chain-depth");
    }

    private boolean accepts(JsonNode each) throws Exception {
        String time = each.path("validation_time").asString("");
        Instant now =
                time.isEmpty() ? Instant.now() : OffsetDateTime.parse(time).toInstant();
        try (Deadline deadline = connector.timer().start(Duration.ofSeconds(60), "the test")) {
            List<X509Certificate> anchors = certificates(each.get("trusted_certs"));
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(certificate(each.get("peer_certificate").asString()));
            chain.addAll(certificates(each.get("untrusted_intermediates")));
            X509Certificate[] sent = chain.toArray(X509Certificate[]::new);
            X509ExtendedTrustManager pkix = pkix(anchors, chain, now);
            Clock clock = Clock.fixed(now, ZoneOffset.UTC);
            ServerChecks checks = new ServerChecks(
                    ServerTrust.certificates(anchors.toArray(X509Certificate[]::new)),
                    new RevocationChecks(
                            Revocation.OFF, new RevocationLists(List.of(), new HttpDownload(connector), clock), clock),
                    pkix,
                    clock);
            ServerChecks.checkPkix(() -> pkix.checkServerTrusted(sent, "UNKNOWN"));
            JsonNode peer = each.get("expected_peer_name");
            String name = peer.isNull() ? "" : peer.get("value").asString();
            if (!name.isEmpty()) {
                HostNames.verify(name, sent[0]);
            }
            checks.checkBeyondPkix(sent, name, new byte[0], deadline);
            return true;
        } catch (CertificateException e) {
            reasons.put(each.get("id").asString(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static X509ExtendedTrustManager pkix(List<X509Certificate> anchors, List<X509Certificate> sent, Instant now)
            throws Exception {
        Set<TrustAnchor> trusted =
                anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private static List<X509Certificate> certificates(JsonNode pems) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (JsonNode pem : pems) {
            certificates.add(certificate(pem.asString()));
        }
        return certificates;
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}

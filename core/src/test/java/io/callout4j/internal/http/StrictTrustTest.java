package io.callout4j.internal.http;

import static io.callout4j.internal.tls.TestCertificate.authority;
import static io.callout4j.internal.tls.TestCertificate.dns;
import static io.callout4j.internal.tls.TestCertificate.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.ConnectionFailures;
import io.callout4j.internal.findings.HandshakeFindings;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TestCertificate;
import io.callout4j.internal.tls.TestCertificate.Draft;
import io.callout4j.internal.tls.TlsContexts;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutLimits;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Servers that the JDK accepts, or rejects without saying why, in real handshakes. */
@Timeout(60)
class StrictTrustTest {

    private static final Instant YEARS_AGO = Instant.now().minus(Duration.ofDays(3_000));
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));
    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));
    private static final Instant IN_YEARS = Instant.now().plus(Duration.ofDays(3_000));

    private final Connector connector = new Connector(HttpProxy.none());
    private final HttpClient http = new HttpClient(connector, CalloutLimits.standard(), Set.of());

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ServerTrust.class);
    private Level before;

    @AfterEach
    void close() {
        log.detachAppender(logged);
        log.setLevel(before);
        http.close();
        connector.close();
    }

    @BeforeEach
    void listen() {
        before = log.getLevel();
        log.setLevel(Level.WARN);
        logged.start();
        log.addAppender(logged);
    }

    /** The findings about a callout to a server that is called by a name, worst first; empty if all is well. */
    private List<Finding> call(ServerTrust trust, String name, TestCertificate server, TestCertificate... issuers)
            throws Exception {
        X509Certificate[] chain = new X509Certificate[issuers.length + 1];
        chain[0] = server.certificate();
        for (int i = 0; i < issuers.length; i++) {
            chain[i + 1] = issuers[i].certificate();
        }
        TlsSettings settings = TlsSettings.of(trust);
        TlsSettings named = name.equals("localhost") ? settings : settings.withServerName("localhost", name);
        try (KeepAliveTlsServer running = new KeepAliveTlsServer(TlsVersion.V1_3, server.key(), chain);
                Deadline deadline = connector.timer().start(Duration.ofSeconds(30), "the test")) {
            try {
                HandshakeRecord seen = Objects.requireNonNull(http.send(
                                HttpRequest.get(running.endpoint(), Map.of()),
                                Connector.contexts(named, new HttpDownload(connector))
                                        .of(ClientIdentity.none()),
                                deadline)
                        .handshake());
                return HandshakeFindings.of(seen);
            } catch (ConnectionFailedException e) {
                return ConnectionFailures.toCallout(running.endpoint(), e).findings();
            }
        }
    }

    private static ServerTrust trust(TestCertificate... anchors) {
        return ServerTrust.certificates(
                Arrays.stream(anchors).map(TestCertificate::certificate).toArray(X509Certificate[]::new));
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity().name().toLowerCase(Locale.ROOT) + " " + finding.code())
                .toList();
    }

    @Nested
    class ATrustAnchorWithNameConstraints {

        private List<Finding> under(Draft root, Draft server) throws Exception {
            TestCertificate anchor = root.selfSigned();
            return call(trust(anchor), "localhost", server.signedBy(anchor));
        }

        private final Draft partner = authority("CN=Partner Root").permitted(dns("partner.example"));

        @Test
        void mayNotVouchForOthers() throws Exception {
            List<Finding> findings = under(partner, server("CN=a", "localhost"));
            assertThat(codes(findings)).containsExactly("error server-name-constraint");
            assertThat(findings.get(0).evidence())
                    .contains("The CA \"CN=Partner Root\" may issue certificates only for DNS:partner.example"
                            + " (its name constraints), but the chain has the name DNS:localhost");
        }

        @Test
        void mayNotVouchForThemThroughAnIntermediate() throws Exception {
            TestCertificate root = partner.selfSigned();
            TestCertificate issuing = authority("CN=Issuing").signedBy(root);
            assertThat(codes(call(
                            trust(root),
                            "localhost",
                            server("CN=a", "localhost").signedBy(issuing),
                            issuing)))
                    .containsExactly("error server-name-constraint");
        }

        @Test
        void mayNotVouchForThemThroughACommonName() throws Exception {
            assertThat(codes(under(partner, server("CN=localhost")))).containsExactly("error server-name-constraint");
        }

        @Test
        void mayNotVouchForWhatItExcludes() throws Exception {
            List<Finding> findings =
                    under(authority("CN=Root").excluded(dns("localhost")), server("CN=a", "localhost"));
            assertThat(codes(findings)).containsExactly("error server-name-constraint");
            assertThat(findings.get(0).evidence()).contains("may not issue certificates for DNS:localhost");
        }

        @Test
        void vouchesForWhatItPermits() throws Exception {
            assertThat(under(authority("CN=Root").permitted(dns("localhost")), server("CN=a", "localhost")))
                    .isEmpty();
        }

        @Test
        void isNotNeededIfThereIsAnotherPath() throws Exception {
            TestCertificate constrained = partner.selfSigned();
            TestCertificate free = authority("CN=Free Root").selfSigned();
            TestCertificate issuing = authority("CN=Issuing").signedBy(constrained);
            TestCertificate crossSigned = authority("CN=Issuing").keyOf(issuing).signedBy(free);
            TestCertificate leaf = server("CN=a", "localhost").signedBy(issuing);

            assertThat(call(trust(constrained, free), "localhost", leaf, issuing, crossSigned))
                    .isEmpty();
            assertThat(call(trust(free, constrained), "localhost", leaf, crossSigned, issuing))
                    .isEmpty();
        }
    }

    @Nested
    class AnIntermediateWithNameConstraints {

        private List<Finding> under(Draft issuingDraft, String name, Draft server) throws Exception {
            TestCertificate root = authority("CN=Root").selfSigned();
            TestCertificate issuing = issuingDraft.signedBy(root);
            return call(trust(root), name, server.signedBy(issuing), issuing);
        }

        @Test
        void mayNotVouchForOthers() throws Exception {
            assertThat(codes(under(
                            authority("CN=Issuing").permitted(dns("partner.example")),
                            "localhost",
                            server("CN=a", "localhost"))))
                    .containsExactly("error server-name-constraint");
        }

        @Test
        void mayNotVouchForThemThroughACommonName() throws Exception {
            assertThat(codes(under(
                            authority("CN=Issuing").permitted(dns("partner.example")),
                            "localhost",
                            server("CN=localhost"))))
                    .containsExactly("error server-name-constraint");
        }

        @Test
        void mayNotVouchForThemThroughAWildcard() throws Exception {
            assertThat(codes(under(
                            authority("CN=Issuing").excluded(dns("bank.example.com")),
                            "erp.example.com",
                            server("CN=a", "*.example.com"))))
                    .containsExactly("error server-name-constraint");
        }

        /** The JDK throws an exception that JSSE reports as "Unsupported handshake message". */
        @Test
        void thatTheJdkDoesNotSupportAreReported() throws Exception {
            ASN1EncodableVector other = new ASN1EncodableVector();
            other.add(new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"));
            other.add(new DERTaggedObject(true, 0, new DERUTF8String("a@partner.example")));
            GeneralName name = new GeneralName(GeneralName.otherName, new DERSequence(other));
            List<Finding> findings = under(
                    authority("CN=Issuing").permitted(name),
                    "localhost",
                    server("CN=a").names(dns("localhost"), name));
            assertThat(findings.get(0).evidence() + findings.get(0).summary())
                    .contains("UnsupportedOperationException")
                    .doesNotContain("Unsupported handshake message");
            assertThat(codes(findings)).containsExactly("error server-name-constraint");
        }
    }

    @Nested
    class AnIntermediate {

        private List<Finding> with(KeyPurposeId... purposes) throws Exception {
            TestCertificate root = authority("CN=Root").selfSigned();
            TestCertificate issuing = authority("CN=Issuing").purpose(purposes).signedBy(root);
            return call(
                    trust(root),
                    "localhost",
                    server("CN=a", "localhost")
                            .purpose(KeyPurposeId.id_kp_serverAuth)
                            .signedBy(issuing),
                    issuing);
        }

        @Test
        void forClientsMayNotIssueCertificatesForServers() throws Exception {
            List<Finding> findings = with(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection);
            assertThat(codes(findings)).containsExactly("error server-no-server-auth-purpose");
            assertThat(findings.get(0).evidence()).contains("\"CN=Issuing\"").contains("without serverAuth");
        }

        @Test
        void forServersOrForAnythingMay() throws Exception {
            assertThat(with(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth))
                    .isEmpty();
            assertThat(with(KeyPurposeId.anyExtendedKeyUsage)).isEmpty();
        }
    }

    @Nested
    class AHostName {

        private final TestCertificate root = authority("CN=Root").selfSigned();

        @ParameterizedTest
        @CsvSource({
            "foo.example.com, f*.example.com",
            "foo.bar.example.com, foo.*.example.com",
            "foo.bar.example.com, *.example.com",
            "example.com, *.com",
            "example.com, *.example.com"
        })
        void isNotMatchedByAWildcardElsewhereThanAsTheFirstLabel(String name, String pattern) throws Exception {
            List<Finding> findings =
                    call(trust(root), name, server("CN=a", pattern).signedBy(root));
            assertThat(codes(findings)).containsExactly("error server-name-mismatch");
            assertThat(findings.get(0).evidence())
                    .isEqualTo("It is for " + pattern
                            + ". A wildcard counts only as the complete first label, with at least two labels after"
                            + " it.");
        }

        @Test
        void isMatchedByAWildcardAsTheFirstLabel() throws Exception {
            assertThat(call(
                            trust(root),
                            "Foo.example.com",
                            server("CN=a", "*.EXAMPLE.com").signedBy(root)))
                    .isEmpty();
        }

        @Test
        void isNotMatchedByACommonNameBesideOtherNames() throws Exception {
            for (GeneralName other : List.of(
                    dns("other.example"),
                    new GeneralName(GeneralName.iPAddress, "10.0.0.1"),
                    new GeneralName(GeneralName.rfc822Name, "a@example.com"),
                    new GeneralName(new X500Name("CN=localhost")))) {
                assertThat(codes(call(
                                trust(root),
                                "localhost",
                                server("CN=localhost").names(other).signedBy(root))))
                        .as(other.toString())
                        .containsExactly("error server-name-mismatch");
            }
        }

        @Test
        void isNotMatchedByACommonNameBesideNamesThatCannotBeRead() throws Exception {
            assertThat(codes(call(
                            trust(root),
                            "localhost",
                            server("CN=localhost")
                                    .withBroken(Extension.subjectAlternativeName)
                                    .signedBy(root))))
                    .containsExactly("error server-name-mismatch");
        }

        @Test
        void isMatchedByACommonNameWithoutOtherNames() throws Exception {
            assertThat(call(
                            trust(root),
                            "localhost",
                            server("O=Old Appliances,CN=localhost").signedBy(root)))
                    .isEmpty();
        }

        @Test
        void thatIsAnAddressIsNotMatchedByACommonName() throws Exception {
            TestCertificate appliance = server("CN=127.0.0.1").signedBy(root);
            try (KeepAliveTlsServer running =
                            new KeepAliveTlsServer(TlsVersion.V1_3, appliance.key(), appliance.certificate());
                    Deadline deadline = connector.timer().start(Duration.ofSeconds(30), "the test")) {
                Endpoint address =
                        Endpoint.parse("https://127.0.0.1:" + running.endpoint().port() + "/");
                ConnectionFailedException thrown = catchThrowableOfType(
                        ConnectionFailedException.class,
                        () -> http.send(
                                HttpRequest.get(address, Map.of()),
                                Connector.contexts(TlsSettings.of(trust(root)), new HttpDownload(connector))
                                        .of(ClientIdentity.none()),
                                deadline));
                assertThat(codes(ConnectionFailures.toCallout(address, thrown).findings()))
                        .containsExactly("error server-name-mismatch");
            }
        }
    }

    @Nested
    class AnExpiredTrustAnchor {

        private final TestCertificate old =
                authority("CN=Old Root").valid(YEARS_AGO, YESTERDAY).selfSigned();
        private final TestCertificate leaf = server("CN=a", "localhost").signedBy(old);

        @Test
        void vouchesForNobody() throws Exception {
            List<Finding> findings = call(trust(old), "localhost", leaf);
            assertThat(codes(findings)).containsExactly("error trust-anchor-expired");
            assertThat(findings.get(0).summary()).startsWith("The trust anchor \"CN=Old Root\" expired on ");
        }

        @Test
        void isNotNeededIfThereIsAnotherPath() throws Exception {
            TestCertificate renewed = authority("CN=Old Root").keyOf(old).selfSigned();
            assertThat(call(trust(old, renewed), "localhost", leaf)).isEmpty();
        }

        @Test
        void isAcceptedWithAWarningIfTheTrustSettingsSaySo() throws Exception {
            List<Finding> findings = call(trust(old).acceptingExpiredAnchors(), "localhost", leaf);
            assertThat(logged.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("The server localhost is accepted under the trust anchor \"CN=Old Root\", which"
                                    + " expired on "));
            assertThat(codes(findings)).containsExactly("warning trust-anchor-expired");
            assertThat(findings.get(0).evidence())
                    .isEqualTo("It is accepted because the trust settings accept expired anchors.");
        }

        @Test
        void isAcceptedOnlyIfItIsInThePartOfTheTrustThatSaysSo() throws Exception {
            TestCertificate other =
                    authority("CN=Other Root").valid(YEARS_AGO, YESTERDAY).selfSigned();
            ServerTrust both = trust(old).and(trust(other).acceptingExpiredAnchors());
            assertThat(codes(call(both, "localhost", leaf))).containsExactly("error trust-anchor-expired");
            assertThat(codes(call(both, "localhost", server("CN=a", "localhost").signedBy(other))))
                    .containsExactly("warning trust-anchor-expired");
        }

        @Test
        void thatIsTheServersOwnCertificateIsNeverAccepted() throws Exception {
            TestCertificate own =
                    server("CN=a", "localhost").valid(YEARS_AGO, YESTERDAY).selfSigned();
            assertThat(codes(call(trust(own).acceptingExpiredAnchors(), "localhost", own)))
                    .containsExactly("error trust-anchor-expired");
        }

        @Test
        void thatIsNotYetValidVouchesForNobodyEither() throws Exception {
            TestCertificate early =
                    authority("CN=Early Root").valid(TOMORROW, IN_YEARS).selfSigned();
            assertThat(codes(call(
                            trust(early),
                            "localhost",
                            server("CN=a", "localhost").signedBy(early))))
                    .containsExactly("error server-not-yet-valid");
        }
    }

    @Nested
    class AWeakChain {

        @Test
        void withSha1IsAcceptedWithAWarning() throws Exception {
            TestCertificate root = authority("CN=Private Root").rsa(2048).selfSigned();
            TestCertificate issuing =
                    authority("CN=Issuing").rsa(2048).digest("SHA1").signedBy(root);
            List<Finding> findings =
                    call(trust(root), "localhost", server("CN=a", "localhost").signedBy(issuing), issuing);
            assertThat(codes(findings)).containsExactly("warning server-weak-algorithm");
            assertThat(findings.get(0).summary()).contains("\"CN=Issuing\" is signed with SHA1withRSA");
        }

        @Test
        void withAShortKeyIsAcceptedWithAWarningEvenIfItIsTheAnchors() throws Exception {
            TestCertificate root = authority("CN=Private Root").rsa(1024).selfSigned();
            List<Finding> findings =
                    call(trust(root), "localhost", server("CN=a", "localhost").signedBy(root));
            assertThat(codes(findings)).containsExactly("warning server-weak-algorithm");
            assertThat(findings.get(0).is(FindingCode.SERVER_WEAK_ALGORITHM)).isTrue();
            assertThat(findings.get(0).summary()).contains("the key of \"CN=Private Root\" has 1024 bits");
        }

        @Test
        void isLoggedOnceForEachServer() throws Exception {
            TestCertificate root = authority("CN=Private Root").rsa(1024).selfSigned();
            TestCertificate leaf = server("CN=a", "localhost").signedBy(root);
            TlsContexts contexts = Connector.contexts(TlsSettings.of(trust(root)), new HttpDownload(connector));
            for (int i = 0; i < 3; i++) {
                try (KeepAliveTlsServer running =
                                new KeepAliveTlsServer(TlsVersion.V1_2, leaf.key(), leaf.certificate());
                        Deadline deadline = connector.timer().start(Duration.ofSeconds(30), "the test")) {
                    var unused = http.send(
                            HttpRequest.get(running.endpoint(), Map.of()),
                            contexts.of(ClientIdentity.none()),
                            deadline);
                }
            }
            assertThat(logged.list)
                    .filteredOn(event -> event.getLevel() == Level.WARN)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "The server localhost uses a weak algorithm, which other clients reject: the key of"
                                    + " \"CN=Private Root\" has 1024 bits.");
        }
    }
}

package io.callout4j.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Attempt;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.findings.HandshakeFindings;
import io.callout4j.internal.findings.HttpFailures;
import io.callout4j.internal.findings.HttpFindings;
import io.callout4j.internal.findings.ObservedResponse;
import io.callout4j.internal.identity.CertificateSource;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.HttpHead;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.request.Operation;
import io.callout4j.spi.HttpResponse;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.xml.namespace.QName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Text from servers, certificates, files and callers cannot forge a line of a log or what a terminal shows, wherever it comes from. */
class HostileTextTest {

    private static final int TRIES = 150;

    /** Longest message that quotes one of the texts. */
    private static final int LONGEST = 10_001;

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final KeyPair KEYS = keys();

    /** Listed here once more, so that a mistake in the code under test does not hide itself. */
    private static boolean isDangerous(int at) {
        return at < 0x20
                || (at >= 0x7f && at <= 0x9f)
                || (at >= 0x200b && at <= 0x200f)
                || at == 0x2028
                || at == 0x2029
                || (at >= 0x202a && at <= 0x202e)
                || (at >= 0x2060 && at <= 0x206f)
                || at == 0x61c
                || at == 0xfeff
                || (at >= 0xd800 && at <= 0xdfff)
                || (at >= 0xe0000 && at <= 0xe007f);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> dangerous = Arbitraries.integers()
                .between(0, 0xe007f)
                .filter(HostileTextTest::isDangerous)
                .map(at -> at >= 0xd800 && at <= 0xdfff ? String.valueOf((char) (int) at) : Character.toString(at));
        Arbitrary<String> common = Arbitraries.of(
                "\r\n2030-01-01 INFO forged", "\u001b[2J", "\u202e", "\u2028", "\u0085", "\ud800", "\ufeff", "\0");
        Arbitrary<String> word = Arbitraries.strings().alpha().ofMaxLength(6);
        Arbitrary<String> any = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, common),
                net.jqwik.api.Tuple.of(3, dangerous),
                net.jqwik.api.Tuple.of(3, word));
        Arbitrary<String> text = any.list().ofMinSize(1).ofMaxSize(8).map(parts -> "a" + String.join("", parts) + "b");
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, text), net.jqwik.api.Tuple.of(1, text.map(some -> some.repeat(2_000))));
    }

    private static void assertHarmless(String what, String text) {
        if (text == null) {
            return;
        }
        assertThat(text.codePoints().filter(HostileTextTest::isDangerous).mapToObj(Integer::toHexString))
                .as(what)
                .isEmpty();
        assertThat(text).as(what).hasSizeLessThanOrEqualTo(LONGEST);
    }

    private static void assertHarmless(Finding finding) {
        assertHarmless("summary", finding.summary());
        assertHarmless("evidence", finding.evidence());
        assertHarmless("cause", finding.cause());
        assertHarmless("remedy on your side", finding.remedyClient());
        assertHarmless("remedy at the server", finding.remedyServer());
    }

    private static void assertHarmless(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            assertHarmless("message", at.getMessage());
        }
        if (thrown instanceof CalloutException failure) {
            failure.findings().forEach(HostileTextTest::assertHarmless);
        }
    }

    private interface Attack {
        void run() throws Exception;
    }

    /** Most of these texts are rejected; what counts is what the exception says. */
    private static void attack(Attack attack) {
        try {
            attack.run();
        } catch (CalloutException | IOException e) {
            assertHarmless(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = TRIES)
    void inACertificateOfTheServer(@ForAll("hostile") String text) {
        X509Certificate certificate = certificate(name(text));
        for (Kind kind : Kind.values()) {
            HandshakeRecord seen = record(kind, text, List.of(certificate), List.of(certificate));
            HandshakeFindings.of(seen).forEach(HostileTextTest::assertHarmless);
        }
    }

    @Property(tries = TRIES)
    void inACertificateOfTheClient(@ForAll("hostile") String text) {
        X509Certificate certificate = certificate(name(text));
        ClientIdentity identity = ClientIdentity.of(KEYS.getPrivate(), List.of(certificate));
        identity.findings(NOW).forEach(HostileTextTest::assertHarmless);
        assertHarmless("identity", identity.toString());
        byte[] lonely = encoded(certificate);
        attack(() -> ClientIdentity.fromBytes(lonely, null));
    }

    @Property(tries = TRIES)
    void inAnAlias(@ForAll("hostile") String text) throws Exception {
        char[] password = "secret".toCharArray();
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        X509Certificate certificate = certificate(new X500Name("CN=Client"));
        String alias = text.length() > 1000 ? text.substring(0, 1000) : text;
        store.setKeyEntry(alias, KEYS.getPrivate(), password, new Certificate[] {certificate});
        store.setKeyEntry("other", KEYS.getPrivate(), password, new Certificate[] {certificate});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        KeyStoreEntry entry = KeyStoreEntry.ofBytes(out.toByteArray(), text, password);

        attack(entry::load);
        attack(() -> entry.withAlias("nobody").load());
        attack(() -> entry.withAlias(text + "?").load());
        attack(() -> KeyStoreEntry.ofBytes(new byte[0], text, password).load());
        try (NamedCertificates named = NamedCertificates.builder()
                .add(CertificateSource.one(text, entry.withAlias("other")))
                .build()) {
            attack(() -> named.open("nobody", null));
        }
    }

    @Property(tries = TRIES)
    void inAnHttpResponse(@ForAll("hostile") String text) {
        Endpoint endpoint = Endpoint.parse("https://erp.example.com/soap");
        HandshakeRecord seen = record(null, "", List.of(), List.of());
        for (int status : new int[] {200, 301, 401, 403, 404, 407, 500}) {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String name : List.of(
                    "Content-Type",
                    "WWW-Authenticate",
                    "Location",
                    "Server",
                    "Via",
                    "Proxy-Authenticate",
                    "X-" + text)) {
                headers.put(name, text);
            }
            byte[] body = ("<html><title>" + text + "</title></html>").getBytes(StandardCharsets.UTF_8);
            HttpResponse response = new HttpResponse(status, text, headers, body, body.length, false, seen);
            CalloutException failure = HttpFailures.notSoap(endpoint, response, "the root element is " + text);
            assertHarmless(failure);
            ObservedResponse observed = new ObservedResponse("POST", status, headers, text, text, text, text);
            HttpFindings.of(endpoint.toString(), observed, seen).forEach(HostileTextTest::assertHarmless);
        }
    }

    @Property(tries = TRIES)
    void inASoapFault(@ForAll("hostile") String text) {
        CalloutFaultException fault = new CalloutFaultException(text, text, text, text);

        assertHarmless(fault);
        assertThat(fault.string()).isEqualTo(text);
        assertThat(fault.code()).isEqualTo(text);
        assertThat(fault.detail()).isEqualTo(text);
    }

    @Property(tries = TRIES)
    void inTheResponseOfAProxy(@ForAll("hostile") String text) {
        byte[] head = ("HTTP/1.1 407 " + text.replaceAll("[\r\n]", "?") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        attack(() -> assertHarmless(
                "status line", HttpHead.read(new ByteArrayInputStream(head)).line()));
    }

    @Property(tries = TRIES)
    void inWhatACallerSupplies(@ForAll("hostile") String text) {
        Operation operation = Operation.of("", new QName("urn:test", "go"), new QName("urn:test", "gone"));
        for (String url : List.of(text, "https://" + text, "https://a/" + text, "https://u:p@" + text + "/")) {
            attack(() -> Endpoint.parse(url));
            attack(() -> NamedCredential.of(url));
            assertHarmless(
                    "request",
                    CalloutRequest.builder(url, operation, "<a/>").build().toString());
        }
        attack(() -> CalloutRequest.builder("https://a/", operation, "<a/>")
                .headers(Map.of(text, "x"))
                .build());
        attack(() -> CalloutRequest.builder("https://a/", operation, "<a/>")
                .headers(Map.of("X-A", text))
                .build());
        attack(() -> HttpProxy.at(text, 1));
        attack(() -> HttpProxy.none().except(text + "/"));
        attack(() -> CertificateOffer.of(text));
        attack(() -> Revocation.of(text));
        attack(() -> NamedCredential.checkName(text));
    }

    @Property(tries = TRIES)
    void inTheCauseOfAnException(@ForAll("hostile") String text) {
        Exception cause = new IOException("outer", new SSLHandshakeException(text));

        assertHarmless(new CalloutResponseException("lost", cause));
    }

    @Test
    void isEscapedVisibly() {
        Finding finding = Finding.error(FindingCode.NOT_TLS, "a\u001b[31m\r\nb\u202e\ud800\u200b\u007f\u0085");

        assertThat(finding.summary()).isEqualTo("a\\u001b[31m\\u000d\\u000ab\\u202e\\ud800\\u200b\\u007f\\u0085");
        assertThat(finding.withEvidence("\ud83d\ude00 \u00e4\u6f22 \udb40\udc01")
                        .evidence())
                .isEqualTo("\ud83d\ude00 \u00e4\u6f22 \\udb40\\udc01");
        assertThat(new CalloutResponseException("a\tb", new IOException("harmless")))
                .hasMessage("a\\u0009b")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void isCutWhereItIsQuoted() {
        assertThat(ForeignText.printable("x".repeat(200))).hasSize(200);
        assertThat(ForeignText.printable("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
        assertThat(ForeignText.printable("\ud83d\ude00".repeat(201))).hasSize(201);
        assertThat(ForeignText.quotable("xxx\ud83d\ude00", 4)).isEqualTo("xxx…");
        assertThat(ForeignText.list(", ", java.util.Collections.nCopies(22, "x")))
                .isEqualTo("x, ".repeat(20) + "and 2 others");
        assertThat(new ArrayList<>(List.of(ForeignText.message("x".repeat(1 << 20)))))
                .allSatisfy(message -> assertThat(message).hasSize(LONGEST));
    }

    private static HandshakeRecord record(
            Kind kind, String text, List<X509Certificate> server, List<X509Certificate> client) {
        return new HandshakeRecord(
                "erp.example.com",
                443,
                null,
                List.of(new Attempt("192.0.2.1:443", text)),
                List.of("1.2", "1.3"),
                "erp.example.com",
                null,
                server,
                server.isEmpty()
                        ? null
                        : new CertificateRequest(List.of(server.get(0).getSubjectX500Principal()), List.of()),
                client,
                !client.isEmpty(),
                "1 anchor from the test",
                Set.of(),
                kind == null ? null : new Failure(kind, CalloutPhase.HANDSHAKE, text, "bad_certificate"));
    }

    private static X500Name name(String text) {
        String some = text.length() > 5_000 ? text.substring(0, 5_000) : text;
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, new DERBMPString(some))
                .build();
    }

    private static X509Certificate certificate(X500Name name) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.TEN,
                    Date.from(NOW.minusSeconds(1000)),
                    Date.from(NOW.plusSeconds(1000)),
                    name,
                    KEYS.getPublic());
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate())));
        } catch (CertificateException e) {
            // JDK 25 rejects a name with half a character itself.
            boolean surrogates = name.toString().chars().anyMatch(c -> Character.isSurrogate((char) c));
            Assume.that(!surrogates);
            throw new IllegalStateException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

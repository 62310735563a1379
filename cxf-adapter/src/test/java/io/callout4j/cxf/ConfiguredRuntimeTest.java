package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.CalloutOutcome;
import io.callout4j.Callouts;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that read their settings from a file, over real TLS. */
class ConfiguredRuntimeTest {

    @TempDir
    Path folder;

    private void write(String name, String content) throws IOException {
        Path written = Files.writeString(folder.resolve("next"), content);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(String name, HeldCertificate certificate) throws IOException {
        Path written = Files.write(folder.resolve("next"), certificate.toPkcs12(Pki.PASSWORD.toCharArray()));
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @BeforeEach
    void files() throws IOException {
        write("alice.p12", Pki.ALICE);
        write("alice.pw", Pki.PASSWORD + "\n");
        write("root.pem", Pki.ROOT.toCertificatePem());
    }

    @Nested
    class TheSameCallout {

        private CalloutOutcome outcome(Callouts callouts) {
            try (callouts) {
                return callouts.attempt(CalloutRequest.builder("callout:Erp/x", StatusService.UPDATE, "<a/>")
                        .responseType(StatusService.UpdateStatusResponse.class)
                        .build());
            }
        }

        /** A server that requests other issuers: the callout succeeds, with a finding about Salesforce. */
        private LoopbackServer server() {
            return LoopbackServer.lenient(
                    Pki.SERVER, List.of(Pki.STRANGER.certificate()), StatusService.nameOfClient());
        }

        private Path configuration(String certificate, String url) throws IOException {
            return Files.writeString(folder.resolve("callouts.json"), """
                    {"certificates": {"Contoso": %s},
                     "trust": {"system": false, "files": ["root.pem"]},
                     "namedCredentials": {"Erp": {"url": "%s", "certificate": "Contoso"}}}
                    """.formatted(certificate, url));
        }

        @Test
        void endsInTheSameWayWithCodeFileAndVariable() throws IOException {
            try (LoopbackServer server = server()) {
                CalloutOutcome byCode = outcome(Pki.callouts()
                        .certificate("Contoso", Pki.entry(Pki.ALICE))
                        .namedCredential("Erp", NamedCredential.of(server.url()).withCertificate("Contoso"))
                        .build());
                CalloutOutcome byFile = outcome(Callouts.builder()
                        .configuration(configuration(
                                "{\"path\": \"alice.p12\", \"password\": \"${file:alice.pw}\"}", server.url()))
                        .build());
                System.setProperty("callout4j.test.p12", Pki.text(Pki.ALICE));
                System.setProperty("callout4j.test.pw", Pki.PASSWORD);
                CalloutOutcome byVariable = outcome(Callouts.builder()
                        .configuration(configuration(
                                "{\"inline\": \"${sys:callout4j.test.p12}\", \"password\": \"${sys:callout4j.test.pw}\"}",
                                server.url()))
                        .build());
                assertThat(byCode.findings()).isNotEmpty();
                for (CalloutOutcome other : List.of(byFile, byVariable)) {
                    assertThat(other.name()).isEqualTo("response");
                    assertThat(((StatusService.UpdateStatusResponse)
                                            other.response().value())
                                    .result)
                            .isEqualTo("CN=Alice");
                    assertThat(other.findings()).isEqualTo(byCode.findings());
                }
            } finally {
                System.clearProperty("callout4j.test.p12");
                System.clearProperty("callout4j.test.pw");
            }
        }

        @Test
        void failsInTheSameWayWithCodeAndFile() throws IOException {
            Path root = Files.writeString(folder.resolve("root.pem"), Pki.STRANGER.toCertificatePem());
            try (LoopbackServer server = server()) {
                CalloutOutcome byCode = outcome(Callouts.builder()
                        .trust(ServerTrust.pem(root))
                        .certificate("Contoso", Pki.entry(Pki.ALICE))
                        .offer(CertificateOffer.MATCHING)
                        .namedCredential("Erp", NamedCredential.of(server.url()).withCertificate("Contoso"))
                        .build());
                Path file =
                        configuration("{\"path\": \"alice.p12\", \"password\": \"${file:alice.pw}\"}", server.url());
                Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"offer\": \"matching\", "));
                CalloutOutcome byFile =
                        outcome(Callouts.builder().configuration(file).build());
                assertThat(byFile.name()).isEqualTo("tls").isEqualTo(byCode.name());
                assertThat(byFile.findings()).isNotEmpty().isEqualTo(byCode.findings());
            }
        }
    }

    @Nested
    class FilesThatChange {

        private static final int ROUNDS = Boolean.getBoolean("callout4j.full") ? 25 : 3;

        private void configure(LoopbackServer server, LoopbackServer other) throws IOException {
            write("callouts.json", """
                    {"certificates": {"Contoso": {"path": "alice.p12", "password": "${file:alice.pw}"}},
                     "trust": {"system": false, "files": ["root.pem"]},
                     "namedCredentials": {"Erp": {"url": "%s", "certificate": "Contoso"}, "Other": {"url": "%s"}},
                     "reload": {"seconds": 0.1}}
                    """.formatted(server.url(), other.url()));
        }

        private static String call(Callouts callouts, String name) {
            CalloutOutcome outcome =
                    callouts.attempt(CalloutRequest.builder("callout:" + name, StatusService.UPDATE, "<a/>")
                            .responseType(StatusService.UpdateStatusResponse.class)
                            .build());
            return outcome.failure() == null
                    ? ((StatusService.UpdateStatusResponse) outcome.response().value()).result
                    : outcome.name();
        }

        @Test
        @Timeout(300)
        void areReloadedWhileEightThreadsCallAndNoneFails() throws Exception {
            HeldCertificate strange =
                    Pki.STRANGER.issue(io.callout4j.certificates.CertificateProfile.server("localhost", "127.0.0.1")
                            .withKey(io.callout4j.certificates.KeyKind.EC_P256));
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                    LoopbackServer other =
                            LoopbackServer.tls(strange, StatusService.always(StatusService.ok("other")))) {
                configure(server, other);
                try (Callouts callouts = Callouts.builder()
                        .configuration(folder.resolve("callouts.json"))
                        .build()) {
                    Queue<String> results = new ConcurrentLinkedQueue<>();
                    AtomicBoolean over = new AtomicBoolean();
                    ExecutorService threads = Executors.newFixedThreadPool(8);
                    List<Future<?>> callers = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        callers.add(threads.submit(() -> {
                            while (!over.get()) {
                                String result = call(callouts, "Erp");
                                if (!result.startsWith("CN=")) {
                                    results.add(result);
                                }
                            }
                        }));
                    }
                    for (int round = 0; round < ROUNDS; round++) {
                        // If nothing changes, the test's time limit ends this loop.
                        write("root.pem", Pki.ROOT.toCertificatePem() + Pki.STRANGER.toCertificatePem());
                        awaitResult(callouts, "Other", "other");
                        write("callouts.json", "{\"broken\": ");
                        write("alice.p12", Pki.BOB);
                        awaitResult(callouts, "Erp", "CN=Bob");
                        configure(server, other);
                        write("root.pem", Pki.ROOT.toCertificatePem());
                        awaitResult(callouts, "Other", "tls");
                        write("alice.p12", Pki.ALICE);
                        awaitResult(callouts, "Erp", "CN=Alice");
                    }
                    over.set(true);
                    for (Future<?> caller : callers) {
                        caller.get();
                    }
                    threads.shutdown();
                    assertThat(results).isEmpty();
                }
            }
        }

        @Test
        @Timeout(60)
        void mayChangePasswordAndCertificateTogether() throws IOException {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient())) {
                configure(server, server);
                try (Callouts callouts = Callouts.builder()
                        .configuration(folder.resolve("callouts.json"))
                        .build()) {
                    assertThat(call(callouts, "Erp")).isEqualTo("CN=Alice");
                    write("alice.pw", "another password");
                    Files.write(folder.resolve("next"), Pki.BOB.toPkcs12("another password".toCharArray()));
                    Files.move(
                            folder.resolve("next"),
                            folder.resolve("alice.p12"),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                    awaitResult(callouts, "Erp", "CN=Bob");
                }
            }
        }

        private static void awaitResult(Callouts callouts, String name, String result) {
            while (!call(callouts, name).equals(result)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void namesTheMissingDependencyForYaml() throws IOException {
        write("callouts.yaml", "offer: always");
        assertThatThrownBy(() -> Callouts.builder()
                        .configuration(folder.resolve("callouts.yaml"))
                        .build())
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("tools.jackson.dataformat:jackson-dataformat-yaml");
    }

    @Test
    void mayNameACertificateOfTheProgram() throws IOException {
        write(
                "callouts.json",
                "{\"namedCredentials\": {\"Erp\": {\"url\": \"https://localhost:1\", \"certificate\": \"Contoso\"}}}");
        try (Callouts callouts = Callouts.builder()
                .configuration(folder.resolve("callouts.json"))
                .certificate("Contoso", KeyStoreEntry.of(folder.resolve("alice.p12"), Pki.PASSWORD.toCharArray()))
                .build()) {
            assertThat(callouts.certificates()).hasSize(1);
        }
    }
}

package io.callout4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QuietStartTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Level before;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.INFO);
        logged.start();
        root.addAppender(logged);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(err);
        root.detachAppender(logged);
        root.setLevel(before);
    }

    @Test
    void startingAndStoppingLogsAndPrintsNothing() {
        MutualTlsServer.builder()
                .clientCertificates(ClientCertificates.NONE)
                .start()
                .close();

        assertThat(logged.list).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anErrorInWireMockIsLogged() {
        try (MutualTlsServer server = MutualTlsServer.builder()
                .clientCertificates(ClientCertificates.NONE)
                .start()) {
            server.wireMock().getOptions().notifier().error("A stub is invalid.");
        }

        assertThat(logged.list).singleElement().satisfies(event -> {
            assertThat(event.getLoggerName()).isEqualTo("WireMock");
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).isEqualTo("A stub is invalid.");
        });
    }
}

package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.Callouts;
import io.callout4j.certificates.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A callout leaves nothing behind in logs, on the console, or in CXF's global state that it should not. */
class NoSideEffectsTest {

    private static final String HEADER_SECRET = "Basic c2VjcmV0OnNlY3JldA==";
    private static final String SESSION = "JSESSIONID=0123456789abcdef";
    private static final String IN_THE_XML = "5eCret-0f-the-message";

    @Nested
    class Secrets {

        @Test
        void areInNoLogEvenAtTraceWhetherCalloutsSucceedOrFail() throws Exception {
            String text = Pki.text(Pki.ALICE);
            Output output = Output.capture(Level.TRACE, () -> {
                for (String response : List.of(
                        StatusService.ok("fine").replace("\r\n\r\n", "\r\nSet-Cookie: " + SESSION + "\r\n\r\n"),
                        StatusService.http(200, "text/xml", withToken()),
                        StatusService.http(500, "text/html", "<html>down</html>"),
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<cut")) {
                    run(response, text, Pki.PASSWORD);
                }
                run(StatusService.ok("fine"), text, Pki.PASSWORD + "wrong");
                run(StatusService.ok("fine"), Pki.text(Pki.MALLORY), Pki.PASSWORD);
                run(StatusService.ok("fine"), text.substring(0, 500), Pki.PASSWORD);
                run(StatusService.ok("fine"), text.replace('A', '!'), Pki.PASSWORD);
            });
            assertThat(output.events)
                    .extracting(ILoggingEvent::getLoggerName)
                    .contains("io.callout4j.wire", "the.watcher");
            String all = output.all();
            assertThat(all)
                    .doesNotContain(Pki.PASSWORD)
                    .doesNotContain(HEADER_SECRET)
                    .doesNotContain(SESSION)
                    .doesNotContain(IN_THE_XML)
                    .doesNotContain(key(Pki.ALICE));
            for (String line : text.split("\n")) {
                assertThat(all).doesNotContain(line);
            }
        }

        private String withToken() {
            return StatusService.envelope(StatusService.okBody("fine"))
                    .replace(
                            "<soap:Body>",
                            "<soap:Header><newToken>" + IN_THE_XML + "</newToken></soap:Header><soap:Body>");
        }

        private Callouts watched() {
            var log = org.slf4j.LoggerFactory.getLogger("the.watcher");
            return Pki.callouts()
                    .listener(start -> {
                        log.info("{} {}", start, start.endpoint());
                        return report -> log.info("{} {}", report, report.outcome());
                    })
                    .build();
        }

        private String key(HeldCertificate held) {
            return Base64.getEncoder()
                    .encodeToString(held.privateKey().getEncoded())
                    .substring(30, 90);
        }

        /** Everything in a failure counts as output: message, causes, text, findings. */
        private void run(String response, String text, String password) {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.always(response));
                    Callouts callouts = watched()) {
                StatusService.Port port =
                        new StatusService.Port(callouts, server.url() + "?token=" + IN_THE_XML + ";" + IN_THE_XML);
                port.session = new StatusService.SessionHeader();
                port.session.sessionId = IN_THE_XML;
                port.clientCert_x = text;
                port.clientCertPasswd_x = password;
                port.inputHttpHeaders_x = Map.of("Authorization", HEADER_SECRET);
                port.timeout_x = 1_000;
                Throwable thrown = catchThrowable(() -> port.updateStatus("1", "x"));
                if (thrown != null) {
                    thrown.printStackTrace();
                }
            }
        }
    }

    @Nested
    class AFailingCallout {

        @Test
        void printsNothing() throws Exception {
            Output output = Output.capture(Level.INFO, () -> {
                try (LoopbackServer server = LoopbackServer.plain(
                                StatusService.always(StatusService.http(200, "text/xml", "<broken")));
                        Callouts callouts = Callouts.builder().build()) {
                    StatusService.Port port = new StatusService.Port(callouts, server.url());
                    assertThat(catchThrowable(() -> port.updateStatus("1", "x")))
                            .isNotNull();
                    port.endpoint_x = "https://localhost:" + server.port() + "/";
                    port.timeout_x = 500;
                    assertThat(catchThrowable(() -> port.updateStatus("1", "x")))
                            .isNotNull();
                }
            });
            assertThat(output.console()).isEmpty();
            assertThat(output.events)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .allMatch(message -> message.startsWith("callout4j started"));
        }
    }

    @Nested
    class CxfsDefaultBus {

        @Test
        void isNotCreatedByCallouts() {
            assertThat(BusFactory.getDefaultBus(false)).isNull();
            callOnce();
            assertThat(BusFactory.getDefaultBus(false)).isNull();
            assertThat(BusFactory.getThreadDefaultBus(false)).isNull();
        }

        @Test
        void remainsTheOneOfTheApplication() {
            Bus application = new ExtensionManagerBus();
            BusFactory.setDefaultBus(application);
            try {
                callOnce();
                assertThat(BusFactory.getDefaultBus(false)).isSameAs(application);
                assertThat(BusFactory.getThreadDefaultBus(false)).isSameAs(application);
                assertThat(application.getOutInterceptors()).isEmpty();
            } finally {
                BusFactory.setDefaultBus(null);
                BusFactory.clearDefaultBusForAnyThread(application);
                application.shutdown(true);
            }
        }

        private void callOnce() {
            try (LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));
                    Callouts callouts = Callouts.builder().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.Tenant = "7";
                assertThat(port.updateStatus("1", "x")).isEqualTo("fine");
            }
        }
    }

    /** The output of one run: SLF4J, java.util.logging, and the console. */
    private static final class Output {
        final List<ILoggingEvent> events = new ArrayList<>();
        final List<String> julRecords = new ArrayList<>();
        private final ByteArrayOutputStream console = new ByteArrayOutputStream();

        interface Run {
            void run() throws Exception;
        }

        static Output capture(Level level, Run run) throws Exception {
            Output output = new Output();
            Logger root = (Logger) org.slf4j.LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
            Level before = root.getLevel();
            ListAppender<ILoggingEvent> appender = new ListAppender<>();
            appender.start();
            root.addAppender(appender);
            root.setLevel(level);
            java.util.logging.Logger jul = LogManager.getLogManager().getLogger("");
            java.util.logging.Level julBefore = jul.getLevel();
            Handler handler = output.handler();
            jul.addHandler(handler);
            jul.setLevel(level == Level.TRACE ? java.util.logging.Level.ALL : java.util.logging.Level.INFO);
            PrintStream out = System.out;
            PrintStream err = System.err;
            PrintStream mine = new PrintStream(output.console, true, StandardCharsets.UTF_8);
            System.setOut(mine);
            System.setErr(mine);
            try {
                run.run();
            } finally {
                System.setOut(out);
                System.setErr(err);
                root.detachAppender(appender);
                root.setLevel(before);
                jul.removeHandler(handler);
                jul.setLevel(julBefore);
                output.events.addAll(appender.list);
            }
            return output;
        }

        private Handler handler() {
            return new Handler() {
                @Override
                public void publish(LogRecord record) {
                    StringWriter text = new StringWriter();
                    text.write(record.getLoggerName() + " " + record.getMessage() + " "
                            + java.util.Arrays.deepToString(record.getParameters()));
                    if (record.getThrown() != null) {
                        record.getThrown().printStackTrace(new PrintWriter(text));
                    }
                    julRecords.add(text.toString());
                }

                @Override
                public void flush() {
                    // Nothing is buffered.
                }

                @Override
                public void close() {
                    // Nothing to close.
                }
            };
        }

        String console() {
            return console.toString(StandardCharsets.UTF_8);
        }

        String all() {
            StringBuilder all = new StringBuilder(console());
            julRecords.forEach(record -> all.append(record).append('\n'));
            for (ILoggingEvent event : events) {
                all.append(event.getLoggerName())
                        .append(' ')
                        .append(event.getFormattedMessage())
                        .append('\n');
                var thrown = event.getThrowableProxy();
                while (thrown != null) {
                    all.append(thrown.getMessage()).append('\n');
                    thrown = thrown.getCause();
                }
            }
            return all.toString();
        }
    }
}

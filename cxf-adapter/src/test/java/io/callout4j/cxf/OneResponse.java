package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutException;
import io.callout4j.request.CalloutLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;

/** Calls a server that sends one response and closes the connection. Plain HTTP, because TLS makes no difference here. */
abstract class OneResponse {

    final Callouts callouts = Callouts.builder()
            .limits(CalloutLimits.standard().withResponseBytes(100_000).withHeaderBytes(10_000))
            .build();

    @AfterEach
    void close() {
        callouts.close();
    }

    String call(byte[] response) {
        LoopbackServer.Script once = peer -> {
            peer.next();
            peer.out.write(response);
            peer.out.flush();
        };
        try (LoopbackServer server = LoopbackServer.plain(once)) {
            StatusService.Port port = new StatusService.Port(callouts, server.url());
            String result = port.updateStatus("1", "x");
            assertThat(server.requests).hasSize(1);
            return result;
        }
    }

    String call(String response) {
        return call(response.getBytes(StandardCharsets.UTF_8));
    }

    <E extends CalloutException> E failed(Class<E> type, String response) {
        return catchThrowableOfType(type, () -> call(response));
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}

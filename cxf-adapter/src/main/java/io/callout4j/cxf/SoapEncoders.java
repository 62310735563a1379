package io.callout4j.cxf;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.spi.SoapCodec.Encoded;

/** Caches encoders, one per operation and payload class. Thread-safe. */
final class SoapEncoders {

    private static final int MAX_CACHED = 1_000;

    private record Key(Operation operation, Class<?> payload) {}

    private final DataBindings bindings;
    private final int limit;
    private final Cache<Key, SoapEncoder> encoders = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .executor(Runnable::run)
            .build();

    SoapEncoders(DataBindings bindings, int limit) {
        this.bindings = bindings;
        this.limit = limit;
    }

    Encoded encode(CalloutRequest request) {
        // All strings, nodes and sources use the same encoder; there are many classes of nodes.
        Class<?> payload = DataBindings.isXml(request.payload().getClass())
                ? String.class
                : request.payload().getClass();
        return encoders.get(
                        new Key(request.operation(), payload),
                        key -> new SoapEncoder(key.operation(), key.payload(), bindings, limit))
                .encode(request);
    }
}

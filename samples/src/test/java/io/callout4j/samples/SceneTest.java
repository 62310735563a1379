package io.callout4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutTlsException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SceneTest {

    private static final Outcome RESULT = new Outcome("OK", null);
    private static final Outcome TLS = new Outcome(null, new CalloutTlsException("refused", List.of(), null));
    private static final Outcome OTHER = new Outcome(null, new CalloutConfigurationException("refused"));

    @Nested
    class ASceneThatSucceeds {

        private final Scene scene = Scene.succeeding("title", port -> {}, "CN=Leaf", "CN=Issuer");

        @Test
        void needsAResultAndTheCompleteChain() {
            assertThat(scene.isAsExpected(RESULT, List.of(List.of("CN=Leaf", "CN=Issuer"))))
                    .isTrue();
        }

        @Test
        void rejectsAnotherChainOrASecondRequest() {
            assertThat(scene.isAsExpected(RESULT, List.of(List.of("CN=Leaf")))).isFalse();
            assertThat(scene.isAsExpected(RESULT, List.of(List.of("CN=Leaf", "CN=Issuer"), List.of())))
                    .isFalse();
            assertThat(scene.isAsExpected(RESULT, List.of())).isFalse();
        }

        @Test
        void rejectsAFailure() {
            assertThat(scene.isAsExpected(TLS, List.of(List.of("CN=Leaf", "CN=Issuer"))))
                    .isFalse();
        }
    }

    @Nested
    class ASceneThatFails {

        private final Scene scene = Scene.failing("title", port -> {}, CalloutTlsException.class, "nothing");

        @Test
        void needsTheExceptionAndNoRequest() {
            assertThat(scene.isAsExpected(TLS, List.of())).isTrue();
        }

        @Test
        void rejectsAnotherExceptionOrAResult() {
            assertThat(scene.isAsExpected(OTHER, List.of())).isFalse();
            assertThat(scene.isAsExpected(RESULT, List.of())).isFalse();
        }

        @Test
        void rejectsARequest() {
            assertThat(scene.isAsExpected(TLS, List.of(List.of()))).isFalse();
        }
    }
}

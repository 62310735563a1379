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
    class ToldToBeAnswered {

        private final Scene scene = Scene.answered("title", port -> {}, "CN=Leaf", "CN=Issuer");

        @Test
        void needsAResultAndTheWholeChain() {
            assertThat(scene.isAsTold(RESULT, List.of(List.of("CN=Leaf", "CN=Issuer"))))
                    .isTrue();
        }

        @Test
        void isNotWithAnotherChainOrASecondRequest() {
            assertThat(scene.isAsTold(RESULT, List.of(List.of("CN=Leaf")))).isFalse();
            assertThat(scene.isAsTold(RESULT, List.of(List.of("CN=Leaf", "CN=Issuer"), List.of())))
                    .isFalse();
            assertThat(scene.isAsTold(RESULT, List.of())).isFalse();
        }

        @Test
        void isNotWithAFailure() {
            assertThat(scene.isAsTold(TLS, List.of(List.of("CN=Leaf", "CN=Issuer"))))
                    .isFalse();
        }
    }

    @Nested
    class ToldToBeRefused {

        private final Scene scene = Scene.refused("title", port -> {}, CalloutTlsException.class, "nothing");

        @Test
        void needsTheExceptionAndNoRequest() {
            assertThat(scene.isAsTold(TLS, List.of())).isTrue();
        }

        @Test
        void isNotWithAnotherExceptionOrAResult() {
            assertThat(scene.isAsTold(OTHER, List.of())).isFalse();
            assertThat(scene.isAsTold(RESULT, List.of())).isFalse();
        }

        @Test
        void isNotWhereARequestArrived() {
            assertThat(scene.isAsTold(TLS, List.of(List.of()))).isFalse();
        }
    }
}

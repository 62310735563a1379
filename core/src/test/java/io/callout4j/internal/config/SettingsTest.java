package io.callout4j.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.NamedCredential;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The settings of a program and a configuration file combined. */
class SettingsTest {

    private static final NamedCredential ERP = NamedCredential.of("https://erp.example.com/soap");

    @Test
    void nothingSetMeansTheDefaults() {
        assertThat(Settings.NONE.find(Settings.OFFER)).isNull();
        assertThat(Settings.NONE.get(Settings.OFFER)).isEqualTo(CertificateOffer.ALWAYS);
        assertThat(Settings.NONE.get(Settings.LIMITS)).isEqualTo(CalloutLimits.standard());
    }

    @Test
    void aNullValueSetsNothing() {
        assertThat(Settings.NONE.with(Settings.PROXY, null)).isSameAs(Settings.NONE);
    }

    @Nested
    class WhenProgramAndFileSetTheSame {

        @Test
        void theProgramOverridesTheFile() {
            Settings program = Settings.NONE.with(Settings.PROXY, HttpProxy.none());
            Settings file = Settings.NONE
                    .with(Settings.PROXY, HttpProxy.at("proxy.example.com", 3128))
                    .with(Settings.OFFER, CertificateOffer.MATCHING);
            Settings both = program.over(file);
            assertThat(both.get(Settings.PROXY)).isEqualTo(HttpProxy.none());
            assertThat(both.get(Settings.OFFER)).isEqualTo(CertificateOffer.MATCHING);
        }

        @Test
        void listsAreCombined() {
            Settings program = Settings.NONE
                    .with(Settings.REMOTE_SITES, List.of("https://a.example.com"))
                    .with(Settings.REDACTED, Set.of("Iban"))
                    .with(Settings.SERVER_NAMES, Map.of("10.0.0.7", "program.example.com"));
            Settings file = Settings.NONE
                    .with(Settings.REMOTE_SITES, List.of("https://b.example.com"))
                    .with(Settings.REDACTED, Set.of("Iban", "Bic"))
                    .with(Settings.SERVER_NAMES, Map.of("10.0.0.7", "file.example.com", "10.0.0.8", "x.example.com"));
            Settings both = program.over(file);
            assertThat(both.get(Settings.REMOTE_SITES))
                    .containsExactly("https://a.example.com", "https://b.example.com");
            assertThat(both.get(Settings.REDACTED)).containsExactlyInAnyOrder("Iban", "Bic");
            assertThat(both.get(Settings.SERVER_NAMES))
                    .isEqualTo(Map.of("10.0.0.7", "program.example.com", "10.0.0.8", "x.example.com"));
        }

        @Test
        void aDuplicateCredentialNameIsRejected() {
            Settings program = Settings.NONE.with(Settings.NAMED_CREDENTIALS, Map.of("Erp", ERP));
            assertThatThrownBy(() -> program.over(program))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessage(
                            "There are two named credentials Erp, one from the program and one from the configuration"
                                    + " file. Give them different names.");
        }
    }

    @Test
    void onlyWhatIsReadAtStartNeedsARestart() {
        Settings before = Settings.NONE.with(Settings.OFFER, CertificateOffer.ALWAYS);
        Settings after = before.with(Settings.OFFER, CertificateOffer.MATCHING)
                .with(Settings.ASYNC_THREADS, 7)
                .with(Settings.REDACTED, Set.of("Iban"));
        assertThat(after.needingRestart(before)).containsExactly("asyncThreads", "wireLog");
        assertThat(before.needingRestart(before)).isEmpty();
    }
}

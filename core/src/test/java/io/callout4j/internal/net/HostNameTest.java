package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.trust.HttpProxy;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Host names that IDNA would turn into something else than the name of one host. */
class HostNameTest {

    static Stream<String> hosts() {
        return Stream.of(
                "a\uFF0Fb.example", // ／
                "a\uFF03b.example", // ＃
                "a\uFF20b.example", // ＠
                "a\uFF1Ab.example", // ：
                "a\uFF1Fb.example", // ？
                "a\uFF3Cb.example", // ＼
                "a\u00A8b.example", // becomes a space and a diaeresis
                "a\u2100b.example", // a/c
                "a\u2488b.example", // 1.
                "a\u2024b.example", // a dot that is no separator in IDNA
                "a\u3000b.example", // a wide space
                "a\u200Bb.example",
                "a\u200Db.example",
                "a\u00ADb.example",
                "a\uFEFFb.example",
                "a\u202Eb.example",
                "\uFF11\uFF12\uFF17.0.0.1",
                "a%2Fb.example",
                "a..example",
                "a!b.example",
                "a".repeat(64) + ".example",
                "a.".repeat(127) + "example");
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void areRefusedInAnEndpoint(String host) {
        assertThatThrownBy(() -> Endpoint.parse("https://" + host + "/"))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("cannot be called");
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void areRefusedAsAProxy(String host) {
        assertThatThrownBy(() -> HttpProxy.at(host, 3128)).isInstanceOf(CalloutConfigurationException.class);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void areRefusedForAServerName(String host) {
        assertThatThrownBy(() -> TlsSettings.checkServerName(host, "example.com"))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("is not a host");
        assertThatThrownBy(() -> TlsSettings.checkServerName("example.com", host))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("is not a valid name for a server's certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "B\u00DCcher.Example, xn--bcher-kva.example",
        "b\u00FCcher\u3002example, xn--bcher-kva.example",
        "\uFF45xample.com, example.com",
        "my_host, my_host",
        "-a-.example., -a-.example",
        "127.0.0.1, 127.0.0.1",
        "xn--bcher-kva.example, xn--bcher-kva.example"
    })
    void areConvertedIfTheyRemainTheNameOfAHost(String host, String ascii) {
        assertThat(HostName.ascii(host)).isEqualTo(ascii);
        assertThat(HttpProxy.at(host, 3128)).hasToString("proxy " + ascii + ":3128");
    }

    @Property(tries = 2000)
    void areOnlyLettersDigitsHyphensUnderscoresAndDotsOrRefused(@ForAll @StringLength(max = 20) String host) {
        try {
            assertThat(HostName.ascii(host)).matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(is|has|contains) .*");
        }
    }

    @Nested
    class AProxy {

        @ParameterizedTest
        @CsvSource({"a?b", "a#b", "a/b", "a@b", "'a b'", "http://a", "''"})
        void isAHostAndNothingElse(String host) {
            assertThatThrownBy(() -> HttpProxy.at(host, 3128)).isInstanceOf(CalloutConfigurationException.class);
        }

        @Test
        void isNotUsedForAnExceptionInAnotherAlphabet() {
            HttpProxy proxy = HttpProxy.at("proxy", 3128).except("b\u00FCcher.example", "*.b\u00FCcher.example");

            assertThat(proxy.hop(true, "xn--bcher-kva.example", 443)).isNull();
            assertThat(proxy.hop(true, "a.xn--bcher-kva.example", 443)).isNull();
            assertThat(proxy.hop(true, "bcher.example", 443)).isNotNull();
        }
    }

    @Nested
    class AServerName {

        @ParameterizedTest
        @CsvSource({"a/b", "a?b", "a#b", "a:1", "'a b'"})
        void isForAHostAndNothingElse(String host) {
            assertThatThrownBy(() -> TlsSettings.checkServerName(host, "example.com"))
                    .isInstanceOf(CalloutConfigurationException.class);
        }
    }
}

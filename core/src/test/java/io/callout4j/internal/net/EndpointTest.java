package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true, example.com, 443, /, example.com",
        "http://example.com, false, example.com, 80, /, example.com",
        "HTTPS://Example.COM:8443/a?b=c#d, true, example.com, 8443, /a?b=c, example.com:8443",
        "https://my_host/x, true, my_host, 443, /x, my_host",
        "https://my_host:1/x, true, my_host, 1, /x, my_host:1",
        "https://bücher.example/ü, true, xn--bcher-kva.example, 443, /%C3%BC, xn--bcher-kva.example",
        "https://[::1]:8443/, true, ::1, 8443, /, [::1]:8443",
        "https://[2001:db8::1], true, 2001:db8::1, 443, /, [2001:db8::1]",
        "https://127.0.0.1/, true, 127.0.0.1, 443, /, 127.0.0.1",
        "https://example.com./, true, example.com, 443, /, example.com",
        "https://example.com:/, true, example.com, 443, /, example.com",
        "' https://example.com/a ', true, example.com, 443, /a, example.com"
    })
    void parsesAUrl(String url, boolean secure, String host, int port, String target, String authority) {
        Endpoint endpoint = Endpoint.parse(url);
        assertThat(endpoint).isEqualTo(new Endpoint(secure, host, port, target));
        assertThat(endpoint.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://./x", "https://:443/", "https://h/\u1fef", "https://h/\ud800", "https://h/?\udc00"})
    void rejectsUnusableUrls(String url) {
        assertThatThrownBy(() -> Endpoint.parse(url)).isInstanceOf(CalloutConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "::1, true", "example.com, false", "1.2.3.4.example, false", "localhost, false"})
    void distinguishesAddressesFromNames(String host, boolean address) {
        assertThat(new Endpoint(true, host, 443, "/").isAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"https://example.com/a?token=secret, https://example.com/a", "http://[::1]:8080, http://[::1]:8080/"})
    void doesNotShowTheQuery(String url, String text) {
        assertThat(Endpoint.parse(url)).hasToString(text);
    }
}

package io.callout4j.compatibility;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of this Spring Boot reads its configuration file and makes a callout over mutual TLS. */
class BootTest {

    private static final String NS = "urn:example:user-status";
    private static final String JSON = """
            {
              "certificates": {"Contoso_SF": {"path": "contoso.p12", "password": "secret"}},
              "limits": {"responseBytes": 1000000},
              "connections": {"maxAgeSeconds": 60}
            }
            """;
    private static final String YAML = """
            certificates:
              Contoso_SF: {path: contoso.p12, password: secret}
            limits:
              responseBytes: 1000000
            connections: {maxAgeSeconds: 60}
            """;

    @TempDir
    Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        static Callouts callouts;

        @Bean(destroyMethod = "close")
        Callouts callouts() {
            return callouts;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"callouts.json", "callouts.yaml"})
    void callsWithTheCertificateOfTheFile(String file) throws IOException {
        HeldCertificate contoso = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
        Files.write(folder.resolve("contoso.p12"), contoso.toPkcs12("secret".toCharArray()));
        Files.writeString(folder.resolve(file), file.endsWith("json") ? JSON : YAML);
        try (MutualTlsServer server = MutualTlsServer.builder()
                .trustClients(contoso.certificate())
                .start()) {
            server.wireMock()
                    .stubFor(post("/services/UserStatus")
                            .willReturn(SoapResponses.envelope("<updateStatusResponse xmlns='" + NS + "'/>")));
            Application.callouts = Callouts.builder()
                    .configuration(folder.resolve(file))
                    .trust(server.trust())
                    .build();
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .run()) {
                CalloutRequest request = CalloutRequest.builder(
                                server.url("/services/UserStatus"),
                                Operation.of(
                                        "urn:updateStatus",
                                        new QName(NS, "updateStatus"),
                                        new QName(NS, "updateStatusResponse")),
                                "<updateStatus xmlns='" + NS + "'/>")
                        .certificateName("Contoso_SF")
                        .build();

                assertThat(context.getBean(Callouts.class).send(request).value(String.class))
                        .contains("updateStatusResponse");
            }
            assertThat(server.clientSubject(server.requests().get(0))).isEqualTo("CN=Contoso_SF");
        }
    }
}

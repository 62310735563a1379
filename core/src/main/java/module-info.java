/**
 * The callout API: stubs, client identities, server trust, TLS, HTTP, errors with findings, diagnosis, certificates.
 *
 * <p>It needs a SOAP codec at run time; the module {@code io.callout4j.cxf} provides one.
 */
module io.callout4j.core {
    requires transitive java.xml;
    requires transitive org.jspecify;
    requires org.slf4j;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires com.github.benmanes.caffeine;
    requires tools.jackson.core;
    requires org.apache.httpcomponents.core5.httpcore5;
    // Optional: configuration files in YAML, metrics, traces.
    requires static tools.jackson.dataformat.yaml;
    requires static micrometer.commons;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires static io.opentelemetry.api;
    requires static io.opentelemetry.context;

    exports io.callout4j;
    exports io.callout4j.certificates;
    exports io.callout4j.diagnosis;
    exports io.callout4j.error;
    exports io.callout4j.identity;
    exports io.callout4j.micrometer;
    exports io.callout4j.opentelemetry;
    exports io.callout4j.request;
    exports io.callout4j.spi;
    exports io.callout4j.trust;

    // Only for the modules of this project: not part of the API.
    exports io.callout4j.internal.config to
            io.callout4j.cli;
    exports io.callout4j.internal.files to
            io.callout4j.cli;
    exports io.callout4j.internal.identity to
            io.callout4j.cli;
    exports io.callout4j.internal.net to
            io.callout4j.cli;
    exports io.callout4j.internal.rules to
            io.callout4j.cxf;
    exports io.callout4j.internal.text to
            io.callout4j.cli,
            io.callout4j.cxf;

    opens io.callout4j.error to
            io.callout4j.cli;

    uses io.callout4j.spi.SoapCodecProvider;
}

/** The {@code callout} command. */
module io.callout4j.cli {
    requires io.callout4j.core;
    requires io.callout4j.cxf;
    requires info.picocli;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires tools.jackson.core;

    exports io.callout4j.cli;

    opens io.callout4j.cli to
            info.picocli;
    opens io.callout4j.cli.ca to
            info.picocli;
    opens io.callout4j.cli.caller to
            info.picocli;
    opens io.callout4j.cli.certificate to
            info.picocli;
    opens io.callout4j.cli.config to
            info.picocli;
    opens io.callout4j.cli.console to
            info.picocli;
    opens io.callout4j.cli.doctor to
            info.picocli;
    opens io.callout4j.cli.help to
            info.picocli;
    opens io.callout4j.cli.input to
            info.picocli;
    opens io.callout4j.cli.send to
            info.picocli;
}

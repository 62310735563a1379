package io.callout4j.cli.certificate;

import io.callout4j.cli.console.UsageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that an entry can be exported in. */
enum ExportFormat {
    PKCS12(true),
    JKS(true),
    BASE64(true),
    PEM(true),
    CERTIFICATE(false),
    CHAIN(false),
    CSR(false);

    private final boolean withKey;

    ExportFormat(boolean withKey) {
        this.withKey = withKey;
    }

    boolean isWithKey() {
        return withKey;
    }

    /**
     * Finds a format.
     *
     * @throws UsageException if there is no such format
     */
    static ExportFormat of(String word) {
        for (ExportFormat format : values()) {
            if (format.word().equals(word.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new UsageException("--as " + word + " is not an export format. Use one of "
                + Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", ")) + ".");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

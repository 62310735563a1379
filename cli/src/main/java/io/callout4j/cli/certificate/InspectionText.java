package io.callout4j.cli.certificate;

import io.callout4j.cli.console.Page;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.error.ClientCertificateException.Reason;
import io.callout4j.identity.IdentitySource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes an inspection for people. */
final class InspectionText {

    private static final Map<String, String> PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1", "server authentication",
            "1.3.6.1.5.5.7.3.2", "client authentication",
            "1.3.6.1.5.5.7.3.3", "code signing",
            "1.3.6.1.5.5.7.3.4", "e-mail protection",
            "1.3.6.1.5.5.7.3.8", "time stamping",
            "1.3.6.1.5.5.7.3.9", "OCSP signing",
            "2.5.29.37.0", "any purpose");

    private final Page page;
    private final Instant now;

    InspectionText(Page page, Instant now) {
        this.page = page;
        this.now = now;
    }

    void opened(CertificateFile file, Inspection.Contents contents) {
        page.headline(file.path() + ": " + kind(contents.source()));
        page.blank();
        page.row("Subject", contents.subject());
        page.row("Issuer", contents.issuer());
        page.row("Valid", contents.notBefore() + " to " + contents.notAfter() + " (" + timeLeft(contents) + ")");
        page.row("Key", contents.key().text());
        page.row("Chain", chain(contents));
        page.row("Purposes", purposes(contents.purposes()));
        page.row("Serial", contents.serial());
        page.row("SHA-256", contents.fingerprint());
        page.blank();
        if (contents.findings().isEmpty()) {
            page.paragraph("No problem was found. Whether a server accepts the certificate is up to that server.");
        } else {
            page.findings(contents.findings());
        }
    }

    /** The message from core names the API, so the equivalent options of the command line follow it. */
    void refused(CertificateFile file, String message, Reason reason, PasswordSource store, PasswordSource key) {
        page.headline(file.path() + ": rejected (" + reason.code() + ")");
        page.blank();
        page.paragraph(message);
        String options = options(reason, store, key);
        if (options != null) {
            page.blank();
            page.paragraph("On the command line, use " + options + ".");
        }
    }

    private static @Nullable String options(Reason reason, PasswordSource store, PasswordSource key) {
        return switch (reason) {
            case WRONG_PASSWORD -> store.options();
            case WRONG_KEY_PASSWORD -> key.options();
            case SEVERAL_KEYS, NO_SUCH_ALIAS -> "--alias NAME, or FILE#NAME";
            default -> null;
        };
    }

    private static String kind(IdentitySource source) {
        String alias = source.alias() == null ? "" : ", entry \"" + source.alias() + "\"";
        int others = source.aliases().size() - 1;
        return source.type() + alias + (others > 0 ? " of " + (others + 1) + " with a private key" : "");
    }

    private String timeLeft(Inspection.Contents contents) {
        if (now.isBefore(contents.notBefore())) {
            return "becomes valid in " + days(now, contents.notBefore());
        }
        return now.isAfter(contents.notAfter())
                ? "expired " + days(contents.notAfter(), now) + " ago"
                : days(now, contents.notAfter()) + " left";
    }

    private static String days(Instant from, Instant to) {
        long days = Duration.between(from, to).toDays();
        return days == 1 ? "1 day" : days + " days";
    }

    private static String[] chain(Inspection.Contents contents) {
        List<String> lines = new ArrayList<>(contents.subjects());
        boolean selfSigned =
                contents.subjects().size() == 1 && contents.subject().equals(contents.issuer());
        lines.add(
                selfSigned
                        ? "(self-signed, not issued by a CA)"
                        : contents.chainComplete()
                                ? "(complete; the root is known and is not sent)"
                                : "(incomplete: the next issuer is not in the file)");
        return lines.toArray(String[]::new);
    }

    private static String purposes(@Nullable List<String> oids) {
        if (oids == null) {
            return "cannot be read";
        }
        return oids.isEmpty()
                ? "not restricted"
                : String.join(
                        ", ",
                        oids.stream()
                                .map(oid -> PURPOSES.getOrDefault(oid, oid))
                                .toList());
    }
}

package io.callout4j.cli.certificate;

import io.callout4j.CalloutException;
import io.callout4j.ClientCertificateException;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.JsonAnswer;
import io.callout4j.cli.input.OutputFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a command about kept certificates did.
 *
 * @param outcome a word for programs, such as {@code created}
 * @param refusal why it was refused, null where it was done
 * @param headline a sentence for people
 * @param store the key store, or null where none has a part in it
 * @param entries what it is about
 * @param files what was written besides the store
 * @param notes what is worth knowing
 * @param next what comes next, each a sentence or a command
 */
public record StoreAnswer(
        String outcome,
        @Nullable CalloutException refusal,
        String headline,
        @Nullable Path store,
        List<StoredCertificate> entries,
        List<Path> files,
        List<String> notes,
        List<String> next) {

    public StoreAnswer {
        entries = List.copyOf(entries);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
        next = List.copyOf(next);
    }

    public static StoreAnswer done(String outcome, String headline) {
        return new StoreAnswer(outcome, null, headline, null, List.of(), List.of(), List.of(), List.of());
    }

    public static StoreAnswer refused(CalloutException refusal) {
        return new StoreAnswer("refused", refusal, "Refused.", null, List.of(), List.of(), List.of(), List.of());
    }

    public StoreAnswer in(Path path) {
        return new StoreAnswer(outcome, refusal, headline, path, entries, files, notes, next);
    }

    public StoreAnswer about(List<StoredCertificate> certificates) {
        return new StoreAnswer(outcome, refusal, headline, store, certificates, files, notes, next);
    }

    public StoreAnswer about(StoredCertificate certificate) {
        return about(List.of(certificate));
    }

    public StoreAnswer wrote(OutputFile file) {
        return file.isStandardOutput()
                ? this
                : new StoreAnswer(outcome, refusal, headline, store, entries, and(files, file.path()), notes, next);
    }

    public StoreAnswer note(String note) {
        return new StoreAnswer(outcome, refusal, headline, store, entries, files, and(notes, note), next);
    }

    public StoreAnswer next(String step) {
        return new StoreAnswer(outcome, refusal, headline, store, entries, files, notes, and(next, step));
    }

    private static <T> List<T> and(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    /** The answer for programs; what is judged by a time is judged by this one. */
    public JsonAnswer json(Instant now) {
        return json -> {
            json.writeStringProperty("outcome", outcome);
            json.writeStringProperty(
                    "reason",
                    refusal instanceof ClientCertificateException refused
                            ? refused.reason().code()
                            : null);
            json.writeStringProperty("message", refusal == null ? headline : refusal.getMessage());
            json.writeStringProperty("store", store == null ? null : store.toString());
            json.writeArrayPropertyStart("entries");
            entries.forEach(entry -> write(json, entry, now));
            json.writeEndArray();
            JsonAnswer.writeTexts(
                    json, "files", files.stream().map(Path::toString).toList());
            JsonAnswer.writeTexts(json, "notes", notes);
            JsonAnswer.writeTexts(json, "next", next);
        };
    }

    private static void write(JsonGenerator json, StoredCertificate entry, Instant now) {
        CertificateFacts facts = new CertificateFacts(entry.certificate());
        json.writeStartObject();
        json.writeStringProperty("name", entry.name());
        json.writeStringProperty("label", entry.label());
        json.writeStringProperty("state", StoreText.state(entry).word());
        json.writeBooleanProperty("exportable", entry.isExportable());
        json.writeStringProperty("subject", facts.subject());
        json.writeStringProperty("issuer", facts.issuer());
        json.writeStringProperty("serial", facts.serial());
        json.writeStringProperty("notBefore", facts.notBefore().toString());
        json.writeStringProperty("notAfter", facts.notAfter().toString());
        json.writeNumberProperty("daysLeft", StoreText.daysLeft(entry, now));
        json.writeStringProperty("keyAlgorithm", facts.key().algorithm());
        Integer bits = facts.key().bits();
        if (bits == null) {
            json.writeNullProperty("keySize");
        } else {
            json.writeNumberProperty("keySize", bits);
        }
        JsonAnswer.writeTexts(
                json,
                "chain",
                entry.chain().stream()
                        .map(each -> new CertificateFacts(each).subject())
                        .toList());
        json.writeStringProperty("missingIssuer", entry.missingIssuer());
        JsonAnswer.writeTexts(json, "extendedKeyUsage", facts.purposes());
        JsonAnswer.writeTexts(json, "names", facts.names());
        json.writeStringProperty("fingerprintSha256", facts.fingerprint());
        JsonAnswer.writeFindings(json, entry.findings(now));
        json.writeEndObject();
    }
}

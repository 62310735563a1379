package io.callout4j.cli;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
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
record StoreAnswer(
        String outcome,
        @Nullable CalloutException refusal,
        String headline,
        @Nullable Path store,
        List<StoredCertificate> entries,
        List<Path> files,
        List<String> notes,
        List<String> next) {

    StoreAnswer {
        entries = List.copyOf(entries);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
        next = List.copyOf(next);
    }

    static StoreAnswer done(String outcome, String headline) {
        return new StoreAnswer(outcome, null, headline, null, List.of(), List.of(), List.of(), List.of());
    }

    static StoreAnswer refused(CalloutException refusal) {
        return new StoreAnswer("refused", refusal, "Refused.", null, List.of(), List.of(), List.of(), List.of());
    }

    StoreAnswer in(Path path) {
        return new StoreAnswer(outcome, refusal, headline, path, entries, files, notes, next);
    }

    StoreAnswer about(List<StoredCertificate> certificates) {
        return new StoreAnswer(outcome, refusal, headline, store, certificates, files, notes, next);
    }

    StoreAnswer about(StoredCertificate certificate) {
        return about(List.of(certificate));
    }

    StoreAnswer wrote(OutputFile file) {
        return file.isStandardOutput()
                ? this
                : new StoreAnswer(outcome, refusal, headline, store, entries, and(files, file.path()), notes, next);
    }

    StoreAnswer note(String note) {
        return new StoreAnswer(outcome, refusal, headline, store, entries, files, and(notes, note), next);
    }

    StoreAnswer next(String step) {
        return new StoreAnswer(outcome, refusal, headline, store, entries, files, notes, and(next, step));
    }

    private static <T> List<T> and(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    /** The answer for programs; what is judged by a time is judged by this one. */
    JsonAnswer json(Instant now) {
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

package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.JsonOutput;
import io.callout4j.cli.input.OutputFile;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a command that creates or keeps certificates did. Immutable; each method returns a changed copy.
 *
 * @param outcome a word for programs, such as {@code created}
 * @param refusal why the command was rejected, or null if it succeeded
 * @param headline a sentence for people
 * @param store the key store, or null if none is involved
 * @param entries the entries that the report is about
 * @param files the files written besides the key store
 * @param notes what the user should know
 * @param next what to do next, each a sentence or a command
 */
public record StoreReport(
        String outcome,
        @Nullable CalloutException refusal,
        String headline,
        @Nullable Path store,
        List<StoredCertificate> entries,
        List<Path> files,
        List<String> notes,
        List<String> next) {

    /**
     * Copies the lists.
     *
     * @param outcome a word for programs
     * @param refusal why the command was rejected, or null
     * @param headline a sentence for people
     * @param store the key store, or null
     * @param entries the entries
     * @param files the files written
     * @param notes what the user should know
     * @param next what to do next
     */
    public StoreReport {
        entries = List.copyOf(entries);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
        next = List.copyOf(next);
    }

    /**
     * {@return a report of success}
     *
     * @param outcome a word for programs
     * @param headline a sentence for people
     */
    public static StoreReport done(String outcome, String headline) {
        return new StoreReport(outcome, null, headline, null, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * {@return a report of a refusal}
     *
     * @param refusal why the command was rejected
     */
    public static StoreReport refused(CalloutException refusal) {
        return new StoreReport("refused", refusal, "Rejected.", null, List.of(), List.of(), List.of(), List.of());
    }

    /**
     * {@return this report with the key store}
     *
     * @param path the key store
     */
    public StoreReport in(Path path) {
        return new StoreReport(outcome, refusal, headline, path, entries, files, notes, next);
    }

    /**
     * {@return this report with these entries}
     *
     * @param certificates the entries
     */
    public StoreReport about(List<StoredCertificate> certificates) {
        return new StoreReport(outcome, refusal, headline, store, certificates, files, notes, next);
    }

    /**
     * {@return this report with this entry}
     *
     * @param certificate the entry
     */
    public StoreReport about(StoredCertificate certificate) {
        return about(List.of(certificate));
    }

    /**
     * {@return this report with a file that was written; standard output is not listed}
     *
     * @param file the file
     */
    public StoreReport wrote(OutputFile file) {
        return file.isStandardOutput()
                ? this
                : new StoreReport(outcome, refusal, headline, store, entries, append(files, file.path()), notes, next);
    }

    /**
     * {@return this report with another note}
     *
     * @param note what the user should know
     */
    public StoreReport note(String note) {
        return new StoreReport(outcome, refusal, headline, store, entries, files, append(notes, note), next);
    }

    /**
     * {@return this report with another step to do next}
     *
     * @param step a sentence or a command
     */
    public StoreReport next(String step) {
        return new StoreReport(outcome, refusal, headline, store, entries, files, notes, append(next, step));
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    /**
     * {@return the report for programs}
     *
     * @param now the time that findings and remaining days are computed for
     */
    public JsonOutput json(Instant now) {
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
            JsonOutput.writeStrings(
                    json, "files", files.stream().map(Path::toString).toList());
            JsonOutput.writeStrings(json, "notes", notes);
            JsonOutput.writeStrings(json, "next", next);
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
        JsonOutput.writeNumber(json, "keySize", facts.key().bits());
        JsonOutput.writeStrings(
                json,
                "chain",
                entry.chain().stream()
                        .map(each -> new CertificateFacts(each).subject())
                        .toList());
        json.writeStringProperty("missingIssuer", entry.missingIssuer());
        JsonOutput.writeStrings(json, "extendedKeyUsage", facts.purposes());
        JsonOutput.writeStrings(json, "names", facts.names());
        json.writeStringProperty("fingerprintSha256", facts.fingerprint());
        JsonOutput.writeFindings(json, entry.findings(now));
        json.writeEndObject();
    }
}

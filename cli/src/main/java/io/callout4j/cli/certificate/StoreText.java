package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Describes the entries of a key store for people. */
final class StoreText {

    /** Who signed a certificate. */
    enum State {
        SELF_SIGNED("self-signed", "self-signed"),
        SIGNED("signed", "signed"),
        AWAITING_SIGNATURE("awaiting-signature", "waiting for its signed certificate");

        private final String word;
        private final String text;

        State(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /** The name for programs. */
        String word() {
            return word;
        }
    }

    private static final int NAME = 26;
    private static final int STATE = 36;

    private final Page page;
    private final Instant now;

    StoreText(Page page, Instant now) {
        this.page = page;
        this.now = now;
    }

    static State state(StoredCertificate entry) {
        if (entry.isAwaitingSignature()) {
            return State.AWAITING_SIGNATURE;
        }
        return new CertificateFacts(entry.certificate()).selfIssued() ? State.SELF_SIGNED : State.SIGNED;
    }

    /** Full days until the certificate expires; negative afterwards. */
    static long daysLeft(StoredCertificate entry, Instant now) {
        Duration left = Duration.between(now, entry.certificate().getNotAfter().toInstant());
        return Math.floorDiv(left.toSeconds(), Duration.ofDays(1).toSeconds());
    }

    void table(List<StoredCertificate> entries) {
        for (StoredCertificate entry : entries) {
            page.line(padded(entry.name(), NAME) + padded(state(entry).text, STATE) + until(entry));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(2, width - text.length()));
    }

    private String until(StoredCertificate entry) {
        if (entry.isAwaitingSignature()) {
            return "";
        }
        Instant end = new CertificateFacts(entry.certificate()).notAfter();
        return "until " + end.toString().substring(0, 10) + ", " + timeLeft(entry);
    }

    void details(StoredCertificate entry) {
        CertificateFacts facts = new CertificateFacts(entry.certificate());
        page.row("Name", entry.name());
        if (!entry.label().equals(entry.name())) {
            page.row("Label", entry.label());
        }
        page.row("State", state(entry).text + (entry.isExportable() ? "" : "; the private key is not exportable"));
        page.row("Subject", facts.subject());
        if (!facts.names().isEmpty()) {
            page.row("Names", String.join(", ", facts.names()));
        }
        page.row("Key", facts.key().text());
        if (!entry.isAwaitingSignature()) {
            page.row("Valid", facts.notBefore() + " to " + facts.notAfter() + " (" + timeLeft(entry) + ")");
            page.row("Chain", chain(entry));
            page.row("Serial", facts.serial());
            page.row("SHA-256", facts.fingerprint());
        }
    }

    private String timeLeft(StoredCertificate entry) {
        long days = daysLeft(entry, now);
        return days < 0 ? "expired" : days == 1 ? "1 day left" : days + " days left";
    }

    private static String[] chain(StoredCertificate entry) {
        List<String> subjects = entry.chain().stream()
                .map(each -> new CertificateFacts(each).subject())
                .toList();
        String missing = entry.missingIssuer();
        if (missing != null) {
            subjects = new ArrayList<>(subjects);
            subjects.add("(missing: " + missing + ")");
        }
        return subjects.toArray(String[]::new);
    }
}

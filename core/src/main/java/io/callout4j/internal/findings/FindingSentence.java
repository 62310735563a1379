package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import org.jspecify.annotations.Nullable;

/** A finding as the end of an exception's message. */
final class FindingSentence {

    private FindingSentence() {}

    /** What was found, and what to do about it on both sides. */
    static String of(Finding finding) {
        StringBuilder sentence = new StringBuilder(finding.summary());
        add(sentence, finding.remedyClient());
        add(sentence, finding.remedyServer());
        return sentence.toString();
    }

    /** The same, with the evidence. */
    static String withEvidence(Finding finding) {
        StringBuilder sentence = new StringBuilder(finding.summary());
        add(sentence, finding.evidence());
        add(sentence, finding.remedyClient());
        add(sentence, finding.remedyServer());
        return sentence.toString();
    }

    /** Where to read more: a command, because a reader of a log may have nothing else available. */
    static String reference(Finding finding) {
        return "finding " + finding.code() + "; more: callout help finding " + finding.code();
    }

    private static void add(StringBuilder sentence, @Nullable String text) {
        if (text != null) {
            sentence.append(' ').append(text);
        }
    }
}

package io.callout4j.internal.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the correct name for a misspelled one. */
final class NearestName {

    private NearestName() {}

    /** The known name with the fewest changes, if there are at most two or at most a third of its letters. */
    static Optional<String> among(Collection<String> known, String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> changes(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> changes(lower, name.toLowerCase(Locale.ROOT))));
    }

    /** The number of letters to add, remove or replace (Levenshtein distance). */
    private static int changes(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}

package io.cowhand.schema;

import io.cowhand.yaml.Quoted;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelled one may stand for. */
public final class NearestName {

    private NearestName() {}

    /** Returns the closest candidate, if the word is more likely a misspelling of it than another word. */
    static Optional<String> to(String word, Iterable<String> candidates) {
        String slip = normalized(word);
        Optional<String> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String known = normalized(candidate);
            int allowed = Math.max(1, Math.min(3, known.length() / 3));
            if (Math.abs(known.length() - slip.length()) > allowed) {
                continue;
            }
            int distance = distance(slip, known);
            if (distance <= allowed && distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /** Returns {@code ; did you mean "..."?}, or {@code ""}. */
    public static String hint(String word, Iterable<String> candidates) {
        return to(word, candidates)
                .map(known -> "; did you mean " + Quoted.text(known) + "?")
                .orElse("");
    }

    private static String normalized(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}

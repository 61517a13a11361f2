package io.cowhand.journal;

import java.util.Locale;
import java.util.Optional;

/**
 * The id of a journal. A run on one machine has one journal with the run's id. One on many machines has a journal in
 * addition for each attempt at a part of its images: {@code RUN+PLACE-ATTEMPT}, which sorts by the place of the part's
 * first image in the fleet.
 *
 * @param run the id of the run
 * @param part the part, if the journal is not that of a whole run
 */
public record JournalId(String run, Optional<Part> part) {

    private static final char SEPARATOR = '+';

    /**
     * An attempt at a part of a run.
     *
     * @param place the number of the part's first image in the fleet, from 1
     * @param attempt the number of the attempt, from 1
     */
    public record Part(long place, int attempt) {}

    /** Returns the id of the journal of an attempt at a part of a run. */
    public static JournalId of(String run, long place, int attempt) {
        return new JournalId(run, Optional.of(new Part(place, attempt)));
    }

    /** Reads an id. Any text that names no part is the id of a run. */
    public static JournalId parse(String text) {
        int separator = text.lastIndexOf(SEPARATOR);
        int dash = text.lastIndexOf('-');
        try {
            return separator < 0 || dash < separator
                    ? new JournalId(text, Optional.empty())
                    : of(
                            text.substring(0, separator),
                            Long.parseLong(text.substring(separator + 1, dash)),
                            Integer.parseInt(text.substring(dash + 1)));
        } catch (NumberFormatException noPart) {
            return new JournalId(text, Optional.empty());
        }
    }

    /** Returns the id as the journal's file name begins with it. */
    @Override
    public String toString() {
        return part.map(of -> String.format(Locale.ROOT, "%s%c%012d-%03d", run, SEPARATOR, of.place, of.attempt))
                .orElse(run);
    }
}

package io.cowhand.report.html;

import io.cowhand.fleet.Status;
import io.cowhand.report.ResultText;
import io.cowhand.run.Inspection.Verdict;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * A status of images, as the page shows it.
 *
 * @param words the status in words
 * @param tone the name of its colour in the style
 */
record Category(String words, String tone) {

    private static final String BAD = "bad";
    private static final String LATER = "later";
    private static final String SAME = "same";

    /** Returns the categories of plans and runs, by the ordinal numbers of the statuses. */
    static List<Category> ofStatuses() {
        return Arrays.stream(Status.values()).map(Category::of).toList();
    }

    /** Returns the categories of inspections, by the ordinal numbers of the verdicts. */
    static List<Category> ofVerdicts() {
        return Arrays.stream(Verdict.values()).map(Category::of).toList();
    }

    static Category of(Status status) {
        return new Category(
                ResultText.predicate(status),
                switch (status) {
                    case WOULD_CHANGE, CHANGED, WOULD_RESTORE, RESTORED -> "change";
                    case UNCHANGED, NOT_BEGUN, DONE, CHANGED_SINCE -> SAME;
                    case SKIPPED, NOT_RUN -> "none";
                    case LOCKED, STALE, UNRESOLVED -> LATER;
                    case REFUSED, UNREADABLE, FAILED, CONFLICT -> BAD;
                });
    }

    static Category of(Verdict verdict) {
        return new Category(
                verdict.words(),
                switch (verdict) {
                    case OPENS -> SAME;
                    case OPENS_FOR_READING -> LATER;
                    case DOES_NOT_OPEN, NOT_QCOW2, UNREADABLE, BUG -> BAD;
                });
    }

    void write(JsonGenerator json) {
        json.writeStartArray();
        json.writeString(words);
        json.writeString(tone);
        json.writeEndArray();
    }
}

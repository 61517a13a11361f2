package io.cowhand.report.html;

import io.cowhand.fleet.ImageResult;
import io.cowhand.report.ChangeText;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of an image, of which groups are made.
 *
 * @param status the number of its status
 * @param undo when it may be undone; {@code ""} if there is nothing to undo
 */
record Result(int status, String undo, List<Entry> changes, List<Entry> problems) {

    Result {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    static Result of(ImageResult result) {
        List<ChangeText> texts = ChangeText.of(result);
        List<Entry> changes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            changes.add(Entry.of(result.changes().get(i), texts.get(i)));
        }
        return new Result(
                result.status().ordinal(),
                result.undo().map(Result::sentence).orElse(""),
                changes,
                result.problems().stream().map(Entry::of).toList());
    }

    /** Returns what images of one group have in common. */
    List<Object> key() {
        List<Object> key = new ArrayList<>(List.of(status, undo));
        Stream.concat(changes.stream(), problems.stream())
                .map(Entry::withoutValues)
                .forEach(key::add);
        return key;
    }

    private static String sentence(UndoClass undo) {
        return undo.label() + ". A rollback restores the old header " + undo.condition() + ".";
    }
}

package io.cowhand.report;

import io.cowhand.json.JsonValue;
import io.cowhand.run.Inspection;
import io.cowhand.run.SelectedRow;
import io.cowhand.step.Condition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An image as a row of a table.
 *
 * @param cells the values as text, not escaped; empty if the image has no row
 * @param complaints why the image has no row, each on a line, escaped
 */
public record SelectedCells(List<String> cells, List<String> complaints) {

    private static final InspectText TEXT = new InspectText(Style.PLAIN);

    /** Copies the lists. */
    public SelectedCells {
        cells = List.copyOf(cells);
        complaints = List.copyOf(complaints);
    }

    /** Returns the row of the selected values. */
    static SelectedCells of(Inspection inspection) {
        return of(
                inspection,
                inspection.row().map(SelectedRow::values).orElse(List.of()).stream()
                        .map(SelectedCells::text)
                        .toList());
    }

    /** Returns a row, and what has to be said about the image besides. */
    static SelectedCells of(Inspection inspection, List<String> cells) {
        return new SelectedCells(
                cells,
                inspection.problems().stream()
                        .filter(problem -> problem.code().equals(Condition.CONDITION_ERROR)
                                || cells.isEmpty() && isUnread(inspection))
                        .map(problem -> TEXT.problem(inspection, problem))
                        .toList());
    }

    private static boolean isUnread(Inspection inspection) {
        return inspection.facts().isEmpty();
    }

    /** Returns a value as text: the elements of a list with commas between them, a mapping as JSON. */
    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(SelectedCells::element).collect(Collectors.joining(","))
                : element(value);
    }

    private static String element(Object value) {
        return value instanceof List<?> || value instanceof Map<?, ?> ? JsonValue.text(value) : String.valueOf(value);
    }
}

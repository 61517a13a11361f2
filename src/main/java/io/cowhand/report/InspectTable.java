package io.cowhand.report;

import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The selected values as a table with aligned columns.
 *
 * <p>The fleet is not held in memory: the widths are those of the longest values so far, which grow with each batch of
 * rows, and of very long values none is padded to.
 */
public final class InspectTable implements InspectReport<SelectedCells> {

    /** Rows that are aligned together. */
    private static final int BATCH = 500;
    /** Characters of a batch, which ends sooner if values are long. */
    private static final int BATCH_CHARACTERS = 1 << 20;
    /** Columns of the terminal that a value takes at most for others to be aligned with it. */
    private static final int WIDEST = 60;

    private static final String GAP = "  ";
    private static final String NONE = "-";

    private final Consumer<String> out;
    private final Consumer<String> complaints;
    private final List<List<String>> batch = new ArrayList<>();
    private final int[] widths;
    private int characters;

    /**
     * Creates a report.
     *
     * @param out receives each line
     * @param complaints receives why images have no row
     */
    public InspectTable(Consumer<String> out, Consumer<String> complaints, List<String> names) {
        this.out = out;
        this.complaints = complaints;
        this.widths = new int[names.size()];
        batch.add(List.copyOf(names));
    }

    @Override
    public SelectedCells render(Inspection inspection) {
        return SelectedCells.of(inspection);
    }

    @Override
    public void print(SelectedCells row) {
        row.complaints().forEach(complaints);
        if (row.cells().isEmpty()) {
            return;
        }
        List<String> cells = row.cells().stream()
                .map(cell -> cell.isEmpty() ? NONE : Escaped.plain(cell))
                .toList();
        batch.add(cells);
        characters += cells.stream().mapToInt(String::length).sum();
        if (batch.size() > BATCH || characters > BATCH_CHARACTERS) {
            printBatch();
        }
    }

    @Override
    public void end(InspectSummary summary) {
        printBatch();
    }

    private void printBatch() {
        for (List<String> cells : batch) {
            for (int i = 0; i < widths.length; i++) {
                int width = TextWidth.of(cells.get(i));
                widths[i] = width > WIDEST ? widths[i] : Math.max(widths[i], width);
            }
        }
        batch.stream().map(this::line).forEach(out);
        batch.clear();
        characters = 0;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i));
            if (i < cells.size() - 1) {
                line.append(" ".repeat(Math.max(0, widths[i] - TextWidth.of(cells.get(i)))))
                        .append(GAP);
            }
        }
        return line.toString();
    }
}

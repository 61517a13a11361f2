package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/** CSV by RFC 4180, with a header line: the selected values, or the usual columns. */
public final class InspectCsv implements InspectReport<SelectedCells> {

    private static final List<String> USUAL_COLUMNS =
            List.of("image", "opens", "version", "virtual_size", "backing_file", "backing_format", "problems");

    private final Consumer<String> out;
    private final Consumer<String> complaints;
    private final Optional<List<String>> names;
    private final boolean isEscaped;
    private boolean hasHeader;

    /**
     * Creates a report.
     *
     * @param out receives each line without its LF
     * @param complaints receives why images have no row
     * @param names the names of the selected expressions; empty for the usual columns
     * @param isEscaped whether characters that would harm a terminal are escaped
     */
    public InspectCsv(
            Consumer<String> out, Consumer<String> complaints, Optional<List<String>> names, boolean isEscaped) {
        this.out = out;
        this.complaints = complaints;
        this.names = names;
        this.isEscaped = isEscaped;
    }

    @Override
    public SelectedCells render(Inspection inspection) {
        return names.isPresent() ? SelectedCells.of(inspection) : SelectedCells.of(inspection, usual(inspection));
    }

    private static List<String> usual(Inspection inspection) {
        Optional<HeaderImage> header = inspection.facts().map(ImageFacts::header);
        return List.of(
                inspection.image().display(),
                Boolean.toString(inspection.verdict().opens()),
                header.map(known -> Integer.toString(known.version())).orElse(""),
                header.map(known -> Long.toUnsignedString(known.get(HeaderField.SIZE)))
                        .orElse(""),
                header.flatMap(HeaderImage::backingName).map(Bytes::display).orElse(""),
                header.flatMap(HeaderImage::backingFormat).map(Bytes::display).orElse(""),
                inspection.problems().stream().map(Problem::code).distinct().collect(Collectors.joining(",")));
    }

    @Override
    public void print(SelectedCells row) {
        row.complaints().forEach(complaints);
        if (!row.cells().isEmpty()) {
            printHeader();
            line(row.cells());
        }
    }

    @Override
    public void end(InspectSummary summary) {
        printHeader();
    }

    private void printHeader() {
        if (!hasHeader) {
            hasHeader = true;
            line(names.orElse(USUAL_COLUMNS));
        }
    }

    /** Prints a line that ends with CR and, as all lines do, LF. */
    private void line(List<String> cells) {
        Object[] values = cells.stream()
                .map(cell -> isEscaped ? Escaped.plain(cell) : cell)
                .toArray();
        out.accept(CSVFormat.RFC4180.format(values) + "\r");
    }
}

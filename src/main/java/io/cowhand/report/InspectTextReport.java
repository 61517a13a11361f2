package io.cowhand.report;

import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Inspections as text: all lines about each image, or its problems alone, and a line that counts the images. */
public final class InspectTextReport implements InspectReport<List<String>> {

    private final Consumer<String> out;
    private final InspectText text;
    private final Function<Inspection, List<String>> form;
    private final boolean isCounted;

    /**
     * Creates a report that passes each line to {@code out}.
     *
     * @param problemsOnly whether only problems are shown
     * @param isCounted whether the images are counted in the end
     */
    public InspectTextReport(Consumer<String> out, Style style, boolean problemsOnly, boolean isCounted) {
        this(out, new InspectText(style), isCounted, problemsOnly ? InspectText::problems : InspectText::lines);
    }

    private InspectTextReport(
            Consumer<String> out,
            InspectText text,
            boolean isCounted,
            BiFunction<InspectText, Inspection, List<String>> form) {
        this.out = out;
        this.text = text;
        this.form = inspection -> form.apply(text, inspection);
        this.isCounted = isCounted;
    }

    /**
     * Returns a report that shows drawings of the first clusters.
     *
     * @param columns the width of a drawing
     * @param isCounted whether the images are counted in the end
     */
    public static InspectTextReport layouts(Consumer<String> out, Style style, int columns, boolean isCounted) {
        return new InspectTextReport(
                out, new InspectText(style), isCounted, (text, inspection) -> text.layout(inspection, columns));
    }

    @Override
    public List<String> render(Inspection inspection) {
        return form.apply(inspection);
    }

    @Override
    public void print(List<String> rendered) {
        rendered.forEach(out);
    }

    @Override
    public void end(InspectSummary summary) {
        if (isCounted) {
            out.accept(text.summary(summary));
        }
    }
}

package io.cowhand.report;

import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.List;
import java.util.function.Consumer;

/** Inspections as text: all lines about each image, or its problems alone, and a line that counts the images. */
public final class InspectTextReport implements InspectReport<List<String>> {

    private final Consumer<String> out;
    private final InspectText text;
    private final boolean problemsOnly;
    private final boolean isCounted;

    /**
     * Creates a report that passes each line to {@code out}.
     *
     * @param problemsOnly whether only problems are shown
     * @param isCounted whether the images are counted in the end
     */
    public InspectTextReport(Consumer<String> out, Style style, boolean problemsOnly, boolean isCounted) {
        this.out = out;
        this.text = new InspectText(style);
        this.problemsOnly = problemsOnly;
        this.isCounted = isCounted;
    }

    @Override
    public List<String> render(Inspection inspection) {
        return problemsOnly ? text.problems(inspection) : text.lines(inspection);
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

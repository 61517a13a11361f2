package io.cowhand.report;

import io.cowhand.qcow2.ImageCache;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.function.Consumer;

/** JSON Lines: one object per image, then the summary. */
public final class InspectJsonReport implements InspectReport<String> {

    private final Consumer<String> out;
    private final boolean isSelection;
    private final ImageCache<String> headers = new ImageCache<>();

    /**
     * Creates a report that passes each line to {@code out}.
     *
     * @param isSelection whether the values of selected expressions are shown in place of the headers
     */
    public InspectJsonReport(Consumer<String> out, boolean isSelection) {
        this.out = out;
        this.isSelection = isSelection;
    }

    @Override
    public String render(Inspection inspection) {
        return isSelection ? InspectJson.selection(inspection) : InspectJson.inspection(inspection, headers);
    }

    @Override
    public void print(String rendered) {
        out.accept(rendered);
    }

    @Override
    public void end(InspectSummary summary) {
        out.accept(InspectJson.summary(summary));
    }
}

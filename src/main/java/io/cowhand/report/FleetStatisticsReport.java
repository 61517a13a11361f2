package io.cowhand.report;

import io.cowhand.run.FleetStatistics;
import io.cowhand.run.ImageTraits;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Statistics of a fleet in place of its images, as text or JSON. */
public final class FleetStatisticsReport implements InspectReport<ImageTraits> {

    private final Consumer<String> out;
    private final BiFunction<InspectSummary, FleetStatistics, List<String>> form;
    private final FleetStatistics fleet = new FleetStatistics();

    private FleetStatisticsReport(
            Consumer<String> out, BiFunction<InspectSummary, FleetStatistics, List<String>> form) {
        this.out = out;
        this.form = form;
    }

    /**
     * Returns a report as text, which passes each line to {@code out}.
     *
     * @param columns the width at which values are wrapped
     */
    public static FleetStatisticsReport text(Consumer<String> out, Style style, int columns) {
        FleetStatisticsText text = new FleetStatisticsText(style);
        return new FleetStatisticsReport(out, (summary, fleet) -> text.lines(summary, fleet, columns));
    }

    /** Returns a report as one JSON object. */
    public static FleetStatisticsReport json(Consumer<String> out) {
        return new FleetStatisticsReport(out, (summary, fleet) -> List.of(FleetStatisticsJson.line(summary, fleet)));
    }

    @Override
    public ImageTraits render(Inspection inspection) {
        return ImageTraits.of(inspection);
    }

    @Override
    public void print(ImageTraits rendered) {
        fleet.add(rendered);
    }

    @Override
    public void end(InspectSummary summary) {
        form.apply(summary, fleet).forEach(out);
    }
}

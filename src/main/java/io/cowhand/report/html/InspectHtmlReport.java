package io.cowhand.report.html;

import io.cowhand.fleet.StepProblem;
import io.cowhand.inspect.Usage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.report.ByteCount;
import io.cowhand.report.Count;
import io.cowhand.report.InspectReport;
import io.cowhand.report.PayloadText;
import io.cowhand.run.FleetStatistics;
import io.cowhand.run.ImageTraits;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Inspections as one HTML file. */
public final class InspectHtmlReport implements InspectReport<InspectHtmlReport.Rendered> {

    /** The most snapshots or bitmaps of an image that are named. */
    private static final int NAMED = 20;

    private final ImagePage page;
    private final FleetStatistics fleet = new FleetStatistics();
    private final Histogram free = new Histogram(6, 1);
    private final Histogram virtualSizes = new Histogram(9, 3);
    private final Histogram fileSizes = new Histogram(9, 3);

    /**
     * Creates a report that passes each line to {@code out} as soon as it is known.
     *
     * @param images the most images that it will have
     */
    public InspectHtmlReport(Consumer<String> out, int images) {
        page = ImagePage.begin(out, "Inspection of images", images, Category.ofVerdicts());
    }

    /**
     * What is shown of an image.
     *
     * @param shown what the page lists
     * @param traits what the statistics count
     * @param free the bytes of the first cluster after the header; empty if they are not known
     */
    record Rendered(ImagePage.Shown shown, ImageTraits traits, OptionalInt free) {}

    @Override
    public Rendered render(Inspection inspection) {
        List<Entry> problems = inspection.problems().stream()
                .map(problem -> Entry.of(StepProblem.ofImage(problem)))
                .toList();
        Optional<ImageFacts> facts = inspection.facts();
        return new Rendered(
                new ImagePage.Shown(
                        inspection.image(),
                        0,
                        new Result(inspection.verdict().ordinal(), "", List.of(), problems),
                        facts.map(known -> HeaderParts.of(known.header())),
                        Optional.empty(),
                        facts.map(known -> facts(known, inspection)).orElse(List.of())),
                ImageTraits.of(inspection),
                facts.map(InspectHtmlReport::free).orElse(OptionalInt.empty()));
    }

    private static OptionalInt free(ImageFacts facts) {
        OptionalInt cluster = facts.header().clusterSize();
        return cluster.isPresent() && facts.header().isLayoutKnown()
                ? OptionalInt.of(cluster.getAsInt() - facts.header().end())
                : OptionalInt.empty();
    }

    private static List<String> facts(ImageFacts facts, Inspection inspection) {
        List<String> named = new ArrayList<>(List.of("File size", ByteCount.inFull(facts.fileSize())));
        Usage.of(inspection.locks()).ifPresent(use -> named.addAll(List.of("In use", use.words())));
        facts.snapshots().filter(table -> table.count() > 0).ifPresent(table -> {
            named.add("Snapshots");
            named.add(Count.of(table.count()) + ": "
                    + names(table.snapshots().stream()
                            .map(snapshot -> PayloadText.name(snapshot.name()))
                            .toList()));
        });
        facts.bitmaps().filter(directory -> !directory.bitmaps().isEmpty()).ifPresent(directory -> {
            named.add("Bitmaps");
            named.add(names(directory.bitmaps().stream()
                    .map(bitmap -> PayloadText.name(bitmap.name()))
                    .toList()));
        });
        return named;
    }

    private static String names(List<String> names) {
        return names.stream().limit(NAMED).collect(Collectors.joining(", ")) + (names.size() > NAMED ? ", …" : "");
    }

    @Override
    public void print(Rendered rendered) {
        page.add(rendered.shown());
        fleet.add(rendered.traits());
        rendered.free().ifPresent(free::add);
        rendered.traits().header().ifPresent(header -> {
            virtualSizes.add(header.virtualSize());
            fileSizes.add(header.fileSize());
        });
    }

    @Override
    public void end(InspectSummary summary) {
        InspectionSummary shown = new InspectionSummary(summary, fleet);
        page.end(List.of(
                Section.head("Inspection of " + Count.of(summary.images(), "image"), shown.subtitle()),
                shown.counts(),
                shown.distribution(virtualSizes, fileSizes, free)));
    }
}

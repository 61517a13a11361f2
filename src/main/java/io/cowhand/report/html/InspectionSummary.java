package io.cowhand.report.html;

import io.cowhand.report.ByteCount;
import io.cowhand.report.Count;
import io.cowhand.report.Escaped;
import io.cowhand.report.FleetStatisticsText;
import io.cowhand.run.FleetStatistics;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection.Verdict;
import io.cowhand.run.SizeStatistics;
import io.cowhand.run.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The summary of inspections: counts, and what the fleet consists of. */
final class InspectionSummary {

    /** The most values of each kind that are shown. */
    private static final int SHOWN = 12;

    private final InspectSummary summary;
    private final FleetStatistics fleet;

    InspectionSummary(InspectSummary summary, FleetStatistics fleet) {
        this.summary = summary;
        this.fleet = fleet;
    }

    /** Returns the numbers of images in words. */
    List<String> subtitle() {
        List<String> parts = new ArrayList<>();
        parts.add(Count.of(summary.withProblems()) + " with problems");
        parts.add(Count.of(summary.inUse()) + " in use");
        if (summary.notSelected() > 0) {
            parts.add(Count.of(summary.notSelected()) + " not selected");
        }
        if (summary.passedOver() > 0) {
            parts.add(Count.of(summary.passedOver(), "file") + " passed over");
        }
        return List.of(String.join(", ", parts) + ".");
    }

    Markup counts() {
        Markup page = Section.open("summary", "Summary");
        Bars bars = new Bars("Images by whether QEMU opens them", "QEMU");
        for (Verdict verdict : Verdict.values()) {
            if (summary.count(verdict) > 0 || verdict == Verdict.OPENS) {
                bars.add(
                        verdict.words(),
                        summary.count(verdict),
                        Category.of(verdict).tone());
            }
        }
        bars.addWithSum(page, summary.images());
        page.open("dl", "class", "facts");
        size(page, "Disks", fleet.virtualSizes());
        size(page, "Files", fleet.fileSizes());
        page.close().closeLine();
        return page;
    }

    private static void size(Markup page, String name, SizeStatistics sizes) {
        if (!sizes.largestImage().isEmpty()) {
            page.open("div")
                    .element("dt", name)
                    .element(
                            "dd",
                            ByteCount.of(sizes.total()) + " in all; the largest, " + ByteCount.of(sizes.largest())
                                    + ", is " + sizes.largestImage())
                    .close();
        }
    }

    /** Returns the values of the headers that can be decoded, by count. */
    Markup distribution(Histogram virtualSizes, Histogram fileSizes, Histogram free) {
        Markup page = Section.open("distribution", "What the images are").open("div", "class", "tables");
        long all = fleet.versions().total();
        add(page, tally("Versions", "version", fleet.versions(), String::valueOf), all);
        add(page, tally("Cluster sizes", "cluster size", fleet.clusterSizes(), size -> ByteCount.of((long) size)), all);
        add(page, tally("Features", "feature", fleet.features(), Function.identity()), all);
        add(page, virtualSizes.bars("Sizes of disks", "disk"), all);
        add(page, fileSizes.bars("Sizes of files", "file"), all);
        add(page, free.bars("Free bytes after the header, in its cluster", "free"), all);
        add(page, tally("Backing formats", "format", fleet.backingFormats(), FleetStatisticsText::format), all);
        add(page, tally("Backing files", "file", fleet.backingFiles(), Escaped::quoted), all);
        add(page, tally("Problems", "problem", fleet.problems(), kind -> kind.code()), summary.images());
        page.close().closeLine();
        return page;
    }

    private static void add(Markup page, Bars bars, long all) {
        if (!bars.isEmpty()) {
            bars.add(page, all);
        }
    }

    private static <V extends Comparable<? super V>> Bars tally(
            String caption, String heading, Tally<V> tally, Function<V, String> words) {
        Bars bars = new Bars(caption, heading);
        tally.most(SHOWN).forEach(row -> bars.add(words.apply(row.value()), row.images(), "plain"));
        long others = tally.others(SHOWN);
        if (others > 0) {
            bars.add("others", others, "none");
        }
        return bars;
    }
}

package io.cowhand.report;

import io.cowhand.run.FleetStatistics;
import io.cowhand.run.ImageTraits.ProblemKind;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.SizeStatistics;
import io.cowhand.run.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statistics of a fleet as text for people, on one screen. */
public final class FleetStatisticsText {

    /** The most values of each kind that are shown; the images with others are counted together. */
    static final int SHOWN = 20;
    /** The same for names of backing files. */
    static final int SHOWN_NAMES = 10;

    private static final String NONE = "none";

    /** The columns before the value of a row. */
    private static final int VALUES = 21;
    /** The same for the rows of a block. */
    private static final int BLOCK_VALUES = 14;

    private final Style style;

    /** Creates texts in the given style. */
    public FleetStatisticsText(Style style) {
        this.style = style;
    }

    /**
     * Returns all lines.
     *
     * @param columns the width at which values are wrapped, below their beginning
     */
    public List<String> lines(InspectSummary summary, FleetStatistics fleet, int columns) {
        return lines(summary, fleet).stream()
                .flatMap(line -> LineWrap.wrap(line, columns, line.startsWith(" ") ? BLOCK_VALUES : VALUES).stream())
                .toList();
    }

    private List<String> lines(InspectSummary summary, FleetStatistics fleet) {
        List<String> lines = new ArrayList<>();
        lines.add(row("images", Count.of(summary.images()) + inParentheses(new InspectText(style).verdicts(summary))));
        addIfAny(lines, "not selected", summary.notSelected());
        addIfAny(lines, "passed over", summary.passedOver());
        lines.add(row("in use", Count.of(summary.inUse()) + inParentheses(counts(fleet.uses(), Function.identity()))));
        lines.add(row("versions", tally(fleet.versions(), String::valueOf)));
        lines.add(row("cluster sizes", tally(fleet.clusterSizes(), size -> ByteCount.of(size))));
        lines.add(row("virtual sizes", sizes(fleet.virtualSizes())));
        lines.add(row("file sizes", sizes(fleet.fileSizes())));
        lines.add(row("features", tally(fleet.features(), Function.identity())));
        lines.add(row("encrypted", Count.of(fleet.encrypted())));
        lines.add(row("external data files", Count.of(fleet.withDataFile())));
        lines.add(row("snapshots", parts(fleet.snapshots(), fleet.withSnapshots())));
        lines.add(row("bitmaps", parts(fleet.bitmaps(), fleet.withBitmaps())));
        lines.add(row("no backing file", Count.of(fleet.withoutBackingFile())));
        lines.add(row("backing formats", tally(fleet.backingFormats(), FleetStatisticsText::format)));
        addBlock(lines, "backing files", fleet.backingFiles(), SHOWN_NAMES, Escaped::quoted);
        addBlock(lines, "problems", fleet.problems(), SHOWN, this::problem);
        return lines;
    }

    private static void addIfAny(List<String> lines, String name, long count) {
        if (count > 0) {
            lines.add(row(name, Count.of(count)));
        }
    }

    private static <V extends Comparable<? super V>> void addBlock(
            List<String> lines, String name, Tally<V> tally, int shown, Function<V, String> words) {
        if (tally.total() == 0) {
            lines.add(row(name, NONE));
            return;
        }
        lines.add(name);
        tally.most(shown).forEach(row -> lines.add(blockRow(row.images(), words.apply(row.value()))));
        long others = tally.others(shown);
        if (others > 0) {
            lines.add(blockRow(others, "others"));
        }
    }

    private static String blockRow(long images, String what) {
        return String.format(Locale.ROOT, "%,12d  %s", images, what);
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-20s %s", name, value);
    }

    private static String inParentheses(String text) {
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private static <V extends Comparable<? super V>> String tally(Tally<V> tally, Function<V, String> words) {
        return tally.total() == 0 ? NONE : counts(tally, words);
    }

    private static <V extends Comparable<? super V>> String counts(Tally<V> tally, Function<V, String> words) {
        String counts = tally.most(SHOWN).stream()
                .map(row -> InspectText.count(words.apply(row.value()), row.images()))
                .collect(Collectors.joining(", "));
        long others = tally.others(SHOWN);
        return others > 0 ? counts + ", " + InspectText.count("others", others) : counts;
    }

    private static String sizes(SizeStatistics sizes) {
        String largest = sizes.largestImage().isEmpty()
                ? ""
                : ", largest " + ByteCount.of(sizes.largest()) + " (" + Escaped.plain(sizes.largestImage()) + ")";
        return "total " + ByteCount.of(sizes.total()) + largest;
    }

    private static String parts(long parts, long images) {
        return Count.of(parts) + (parts == 0 ? "" : " in " + Count.of(images, "image"));
    }

    /** Returns a backing format in words. */
    public static String format(String format) {
        return format.isEmpty() ? "not given" : Escaped.plain(format);
    }

    private String problem(ProblemKind kind) {
        String severity = String.format(Locale.ROOT, "%-8s", kind.severity().label());
        return style.of(kind.severity(), severity) + " " + kind.code();
    }
}

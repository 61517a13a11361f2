package io.cowhand.report;

import io.cowhand.inspect.Usage;
import io.cowhand.json.TablesJson;
import io.cowhand.os.HeldLock;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.Snapshot;
import io.cowhand.rule.HeaderRules;
import io.cowhand.run.InspectSummary;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Inspections as text for people: the fields in the specification's order, each with its meaning, then the other parts of
 * the image, then the problems.
 */
public final class InspectText {

    private final Style style;

    /** Creates texts in the given style. */
    public InspectText(Style style) {
        this.style = style;
    }

    /** Returns all lines about one image. */
    public List<String> lines(Inspection inspection) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(inspection));
        inspection.facts().ifPresent(facts -> {
            fields(facts.header(), lines);
            names(facts.header(), lines);
            facts.snapshots().ifPresent(table -> table.snapshots().forEach(snapshot -> lines.add(snapshot(snapshot))));
            facts.bitmaps().ifPresent(directory -> directory.bitmaps().forEach(bitmap -> lines.add(bitmap(bitmap))));
            firstCluster(facts.header(), lines);
        });
        Usage.of(inspection.locks()).ifPresent(usage -> lines.add(row("in use", inUse(usage, inspection.locks()))));
        inspection.problems().forEach(problem -> lines.add("  " + problem(problem)));
        return lines;
    }

    /**
     * Returns a drawing of the first cluster, and the problems.
     *
     * @param columns the width of the drawing
     */
    public List<String> layout(Inspection inspection, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(inspection));
        inspection.facts().ifPresent(facts -> lines.addAll(new LayoutText(style, columns).lines(facts.header())));
        inspection.problems().forEach(problem -> lines.add("  " + problem(problem)));
        return lines;
    }

    /** Returns only the problems of one image, each on a line that begins with the image's name, as compilers print errors. */
    public List<String> problems(Inspection inspection) {
        return inspection.problems().stream()
                .map(problem -> problem(inspection, problem))
                .toList();
    }

    /** Returns the line of a problem of one image. */
    String problem(Inspection inspection, Problem problem) {
        return Escaped.plain(inspection.image().display()) + ": " + problem(problem);
    }

    /** Returns the line that counts the images of each verdict. */
    public String summary(InspectSummary summary) {
        String verdicts = verdicts(summary);
        List<String> parts = new ArrayList<>();
        parts.add(count("images", summary.images()) + (verdicts.isEmpty() ? "" : " (" + verdicts + ")"));
        parts.add(count("with problems", summary.withProblems()));
        parts.add(count("in use", summary.inUse()));
        if (summary.notSelected() > 0) {
            parts.add(count("not selected", summary.notSelected()));
        }
        parts.add(count("passed over", summary.passedOver()));
        return String.join("; ", parts);
    }

    /** Returns the number of images of each verdict. */
    String verdicts(InspectSummary summary) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> summary.count(verdict) > 0)
                .map(verdict -> colour(verdict, count(verdict.adjective(), summary.count(verdict))))
                .collect(Collectors.joining(", "));
    }

    /** Returns a name followed by a number, so that the name needs no plural. */
    static String count(String name, long count) {
        return name + ": " + Count.of(count);
    }

    private String heading(Inspection inspection) {
        String image = Escaped.plain(inspection.image().display()) + ": ";
        String what = inspection
                .facts()
                .map(facts -> "qcow2 version " + facts.header().version() + ", disk "
                        + ByteCount.of(facts.header().get(HeaderField.SIZE)) + ", file "
                        + ByteCount.of(facts.fileSize()) + ": ")
                .orElse("");
        return image + what + colour(inspection.verdict(), inspection.verdict().words());
    }

    private String colour(Verdict verdict, String words) {
        return switch (verdict) {
            case OPENS -> style.good(words);
            case OPENS_FOR_READING -> style.warning(words);
            case DOES_NOT_OPEN, NOT_QCOW2, UNREADABLE, BUG -> style.bad(words);
        };
    }

    private String problem(Problem problem) {
        return ProblemText.of(problem, style);
    }

    private static void fields(HeaderImage header, List<String> lines) {
        for (HeaderField field : HeaderField.values()) {
            if (header.has(field)) {
                lines.add(row(field.specName(), FieldText.value(header, field)));
            }
        }
    }

    private static void names(HeaderImage header, List<String> lines) {
        header.backingName().ifPresent(name -> lines.add(row("backing_file", PayloadText.name(name))));
        header.forEachExtension(
                HeaderRules.MAX_SHOWN_EXTENSIONS,
                (extension, offset) -> lines.add(row(
                        "extension " + extension.label(),
                        PayloadText.brief(extension) + " (" + extension.data().length() + " bytes at " + offset
                                + ")")));
    }

    private static String snapshot(Snapshot snapshot) {
        return row(
                "snapshot " + Escaped.plain(snapshot.id().display()),
                PayloadText.name(snapshot.name()) + ", " + TablesJson.date(snapshot) + ", disk "
                        + snapshot.diskSize().stream()
                                .mapToObj(ByteCount::of)
                                .findFirst()
                                .orElse("size not recorded")
                        + ", vm state " + ByteCount.of(snapshot.vmStateSize()));
    }

    private static String bitmap(BitmapDirectory.Entry bitmap) {
        return row(
                "bitmap",
                PayloadText.name(bitmap.name()) + ", granularity "
                        + bitmap.granularity().stream()
                                .mapToObj(ByteCount::of)
                                .findFirst()
                                .orElse("1 << " + bitmap.fixed().granularityBits())
                        + (bitmap.flagLabels().isEmpty() ? "" : ", " + String.join(", ", bitmap.flagLabels())));
    }

    private static void firstCluster(HeaderImage header, List<String> lines) {
        header.clusterSize()
                .ifPresent(size -> lines.add(row(
                        "first cluster",
                        header.isLayoutKnown()
                                ? header.end() + " of " + size + " bytes used, " + (size - header.end()) + " free"
                                : "at least " + header.end() + " of " + size + " bytes used")));
    }

    private String inUse(Usage usage, List<HeldLock> locks) {
        Set<String> holders = new LinkedHashSet<>();
        for (HeldLock lock : locks) {
            lock.process()
                    .ifPresent(process ->
                            holders.add((lock.name().isEmpty() ? "process " : Escaped.plain(lock.name()) + ", process ")
                                    + process));
        }
        String by = holders.isEmpty() ? "by an unknown process" : "by " + String.join("; ", holders);
        return style.warning(usage.words() + ", " + by + " (locked: " + bytes(locks) + ")");
    }

    private static String bytes(List<HeldLock> locks) {
        return locks.stream()
                .sorted((one, other) -> Long.compare(one.from(), other.from()))
                .map(lock -> lock.from() == lock.to()
                        ? "" + lock.from()
                        : lock.from() + "-" + (lock.isToEnd() ? "end" : "" + lock.to()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static String row(String name, String value) {
        return String.format(Locale.ROOT, "  %-27s %s", name, value);
    }
}

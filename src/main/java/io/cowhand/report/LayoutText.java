package io.cowhand.report;

import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.HeaderRegion;
import io.cowhand.qcow2.HeaderRegion.Kind;
import io.cowhand.qcow2.HeaderRegions;
import java.util.ArrayList;
import java.util.List;

/** The first cluster of an image as a bar of letters, with a legend. It is plain ASCII, so that every terminal shows it. */
final class LayoutText {

    /** The most extensions with a letter of their own; the others share one. */
    private static final int EXTENSIONS = 20;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final char SLACK = '.';
    /** The columns beside a bar. */
    private static final int MARGIN = 4;

    private final Style style;
    private final int cells;

    /** Creates texts for a number of columns. */
    LayoutText(Style style, int columns) {
        this.style = style;
        this.cells = columns - MARGIN;
    }

    /** A part of the bar. */
    private record Part(String name, int offset, int length, boolean isSlack) {
        Part with(HeaderRegion next, String longer) {
            return new Part(longer, offset, next.end() - offset, false);
        }
    }

    /** Returns the lines for a header. */
    List<String> lines(HeaderImage header) {
        List<Part> parts = parts(HeaderRegions.of(header));
        int size = length(parts);
        List<Part> used = parts.stream().filter(part -> !part.isSlack).toList();
        List<String> lines = new ArrayList<>();
        lines.add("  first cluster: " + Count.of(size, "byte"));
        lines.add(bar(parts, size));
        if (length(used) < size / 2) {
            lines.add("  header: " + Count.of(length(used), "byte"));
            lines.add(bar(used, length(used)));
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            lines.add(InspectText.row(
                    letter(parts, i) + " " + part.name,
                    Count.of(part.length, "byte") + " at " + Count.of(part.offset)));
        }
        return lines;
    }

    private static int length(List<Part> parts) {
        return parts.stream().mapToInt(Part::length).sum();
    }

    /** Joins the fields, and the extensions after the first ones. */
    private static List<Part> parts(List<HeaderRegion> regions) {
        List<Part> parts = new ArrayList<>();
        int extensions = 0;
        Kind before = Kind.SLACK;
        for (HeaderRegion region : regions) {
            boolean isField = region.kind() == Kind.FIELD || region.kind() == Kind.OTHER_FIELDS;
            extensions += region.kind() == Kind.EXTENSION ? 1 : 0;
            Kind kind = isField ? Kind.FIELD : region.kind();
            boolean isMore = kind == Kind.EXTENSION && extensions > EXTENSIONS;
            String name = isField
                    ? "fields"
                    : isMore
                            ? Count.of(extensions - EXTENSIONS, "more extension")
                            : kind == Kind.EXTENSION ? "extension " + region.name() : kind.words();
            if (isField && kind == before || isMore && extensions > EXTENSIONS + 1) {
                int last = parts.size() - 1;
                parts.set(last, parts.get(last).with(region, name));
            } else {
                parts.add(new Part(name, region.offset(), region.length(), kind == Kind.SLACK));
            }
            before = kind;
        }
        return parts;
    }

    /** Returns a bar to scale, in which every part has at least one cell. */
    private String bar(List<Part> parts, int size) {
        int all = Math.max(parts.size(), cells);
        int[] widths = parts.stream()
                .mapToInt(part -> (int) Math.max(1, (long) part.length * all / size))
                .toArray();
        for (int left = all - total(widths); left != 0; left = all - total(widths)) {
            widths[largest(widths)] += left > 0 ? left : -1;
        }
        StringBuilder bar = new StringBuilder("  |");
        for (int i = 0; i < widths.length; i++) {
            String letters = letter(parts, i).repeat(widths[i]);
            bar.append(parts.get(i).isSlack ? letters : style.shade(i, letters));
        }
        return bar + "|";
    }

    private static int total(int... widths) {
        int total = 0;
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private static int largest(int... widths) {
        int largest = 0;
        for (int i = 1; i < widths.length; i++) {
            largest = widths[i] > widths[largest] ? i : largest;
        }
        return largest;
    }

    private static String letter(List<Part> parts, int index) {
        return String.valueOf(parts.get(index).isSlack ? SLACK : LETTERS.charAt(index));
    }
}

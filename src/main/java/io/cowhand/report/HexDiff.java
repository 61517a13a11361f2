package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.fleet.HeaderWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A hex dump of the bytes that differ in a header, old and new: for each sector, the lines that differ, with one line
 * around them. A line fits into 80 columns, since no header has more than 2 MiB.
 */
final class HexDiff {

    /** The bytes of a line. */
    private static final int ROW = 16;
    /** The bytes before the gap in the middle of a line. */
    private static final int HALF = ROW / 2;

    private final HeaderWindows header;
    private final Style style;
    private final int most;
    private final List<String> lines = new ArrayList<>();
    private int shown;
    private int left;

    private HexDiff(HeaderWindows header, Style style, int most) {
        this.header = header;
        this.style = style;
        this.most = most;
    }

    /**
     * Returns the lines.
     *
     * @param most how many differing lines are shown; others are counted
     */
    static List<String> lines(HeaderWindows header, Style style, int most) {
        HexDiff diff = new HexDiff(header, style, most);
        for (int sector = 0; sector < header.before().length(); sector += SectorChange.SECTOR) {
            diff.sector(
                    sector,
                    Math.min(sector + SectorChange.SECTOR, header.before().length()));
        }
        if (diff.left > 0) {
            diff.lines.add("  … " + Count.of(diff.left, "more line") + "; --all shows all");
        }
        return diff.lines;
    }

    private void sector(int from, int to) {
        if (!differs(from, to)) {
            return;
        }
        if (shown < most) {
            lines.add("  sector " + from / SectorChange.SECTOR + ", offset " + from);
        }
        boolean isCut = false;
        for (int row = from; row < to; row += ROW) {
            int end = Math.min(row + ROW, to);
            if (differs(row, end)) {
                differing(row, end);
                isCut = false;
            } else if (shown < most && isBeside(row, from, to)) {
                lines.add("    " + row(header.before(), header.after(), row, end, UnaryOperator.identity()));
                isCut = false;
            } else if (shown < most && !isCut && differs(from, row) && differs(row, to)) {
                lines.add("    …");
                isCut = true;
            }
        }
    }

    private boolean isBeside(int row, int from, int to) {
        return row > from && differs(row - ROW, row)
                || row + ROW < to && differs(row + ROW, Math.min(row + 2 * ROW, to));
    }

    private boolean differs(int from, int to) {
        return !header.before().slice(from, to).equals(header.after().slice(from, to));
    }

    private void differing(int from, int to) {
        if (shown == most) {
            left++;
            return;
        }
        shown++;
        lines.add("  - " + row(header.before(), header.after(), from, to, style::bad));
        lines.add("  + " + row(header.after(), header.before(), from, to, style::good));
    }

    /** Returns a line: offset, bytes, and characters where they are printable; bytes that differ from the others are coloured. */
    private static String row(Bytes bytes, Bytes other, int from, int to, UnaryOperator<String> colour) {
        StringBuilder hex = new StringBuilder(String.format(Locale.ROOT, "%06x ", from));
        StringBuilder text = new StringBuilder();
        for (int at = from; at < from + ROW; at++) {
            hex.append(at == from + HALF ? "  " : " ");
            if (at >= to) {
                hex.append("  ");
                continue;
            }
            int value = bytes.u8(at);
            boolean differs = value != other.u8(at);
            UnaryOperator<String> shade = differs ? colour : UnaryOperator.identity();
            hex.append(shade.apply(String.format(Locale.ROOT, "%02x", value)));
            text.append(shade.apply(value >= ' ' && value < 0x7f ? Character.toString(value) : "."));
        }
        return hex + "  |" + text + "|";
    }
}

package io.cowhand.report.html;

import io.cowhand.report.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts of images as a table in which each row has a bar. */
final class Bars {

    private static final double PERCENT = 100;
    /** The least width of a bar, in percent; a narrower one would be invisible. */
    private static final double LEAST = 0.4;

    private final String caption;
    private final String heading;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * Creates a table without rows.
     *
     * @param caption what the table is about
     * @param heading what the rows are
     */
    Bars(String caption, String heading) {
        this.caption = caption;
        this.heading = heading;
    }

    private record Bar(String label, long images, String tone) {}

    /** Adds a row. */
    void add(String label, long images, String tone) {
        bars.add(new Bar(label, images, tone));
    }

    boolean isEmpty() {
        return bars.isEmpty();
    }

    /**
     * Adds the table.
     *
     * @param all the number of images of which the bars show shares
     */
    void add(Markup page, long all) {
        rows(page, all);
        page.closeLine();
    }

    /** Adds the table with their sum in its last row. */
    void addWithSum(Markup page, long sum) {
        rows(page, sum);
        page.open("tfoot").open("tr").element("th", "all", "scope", "row");
        page.element("td", Count.of(sum), "class", "number").element("td", "", "colspan", "2");
        page.close().close().closeLine();
    }

    private void rows(Markup page, long all) {
        page.open("table", "class", "bars");
        page.element("caption", caption);
        page.open("thead").open("tr");
        page.element("th", heading, "scope", "col").element("th", "images", "scope", "col", "class", "number");
        page.element("th", "share", "scope", "col", "class", "number")
                .element("td", "")
                .closeLine();
        page.close().open("tbody");
        bars.forEach(bar -> add(page, bar, all));
        page.close();
    }

    private static void add(Markup page, Bar bar, long all) {
        double share = all == 0 ? 0 : PERCENT * bar.images() / all;
        page.open("tr").element("th", bar.label(), "scope", "row");
        page.element("td", Count.of(bar.images()), "class", "number");
        page.element("td", percent(bar.images(), share), "class", "number");
        page.open("td", "class", "bar");
        page.open("svg", "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        page.shape("rect", "class", "track", "width", "100", "height", "10");
        String width = String.format(Locale.ROOT, "%.2f", bar.images() == 0 ? 0 : Math.max(LEAST, share));
        page.shape("rect", "class", "tone-" + bar.tone(), "width", width, "height", "10");
        page.close().close().closeLine();
    }

    private static String percent(long images, double share) {
        if (images == 0 || share >= PERCENT) {
            return images == 0 ? "0%" : "100%";
        }
        return share < 0.1 ? "< 0.1%" : String.format(Locale.ROOT, "%.1f%%", Math.min(share, 99.9));
    }
}

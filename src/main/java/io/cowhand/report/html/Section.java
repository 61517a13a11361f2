package io.cowhand.report.html;

import java.util.List;

/** The parts of the page that need no script. */
final class Section {

    private Section() {}

    /**
     * Returns the head of the page.
     *
     * @param subtitle the lines below the title
     * @param noScript what is said where JavaScript is turned off
     */
    static Markup head(String title, List<String> subtitle, String noScript) {
        Markup page = new Markup();
        page.open("header").element("h1", title);
        subtitle.forEach(line -> page.element("p", line, "class", "subtitle"));
        page.open("noscript").element("p", noScript, "class", "note").close();
        page.closeLine();
        return page;
    }

    /** Returns the head of a page about images. */
    static Markup head(String title, List<String> subtitle) {
        return head(
                title,
                subtitle,
                "Groups, images and drawings need JavaScript, which is turned off here; the summary does not."
                        + " The page requests nothing from the network.");
    }

    /** Opens a section that its heading names; it must be closed. */
    static Markup open(String id, String title) {
        return new Markup()
                .open("section", "id", id, "aria-labelledby", id + "-title")
                .element("h2", title, "id", id + "-title");
    }
}

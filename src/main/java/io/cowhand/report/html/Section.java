package io.cowhand.report.html;

import java.util.List;

/** The parts of the page that need no script. */
final class Section {

    private Section() {}

    /** Returns the head of the page. */
    static Markup head(String title, List<String> lead) {
        Markup page = new Markup();
        page.open("header").element("h1", title);
        lead.forEach(line -> page.element("p", line, "class", "lead"));
        page.open("noscript")
                .element(
                        "p",
                        "Groups, images and drawings need JavaScript, which is turned off here; the summary does not."
                                + " The page requests nothing from the network.",
                        "class",
                        "note")
                .close();
        page.closeLine();
        return page;
    }

    /** Opens a section that its heading names; it must be closed. */
    static Markup open(String id, String title) {
        return new Markup()
                .open("section", "id", id, "aria-labelledby", id + "-title")
                .element("h2", title, "id", id + "-title");
    }
}

package io.cowhand.cli.manual;

import io.cowhand.report.LineWrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A manual page as it is written: in the macros of man(7), which every formatter of manual pages understands. */
final class ManualPage {

    /** The columns of the source; mandoc advises against longer lines. */
    private static final int COLUMNS = 78;

    private final String name;
    private final int section;
    private final List<String> lines = new ArrayList<>();

    /**
     * Begins a page.
     *
     * @param name the name, such as {@code cowhand-plan}
     * @param release which release of the program the page is for
     * @param summary what it is about, in a part of a sentence
     */
    ManualPage(String name, int section, Release release, String summary) {
        this.name = name;
        this.section = section;
        lines.add(".\\\" Made by the build from the sources of Cowhand.");
        lines.add(".TH \"" + code(name.toUpperCase(Locale.ROOT)) + "\" \"" + section + "\" \"" + release.date()
                + "\" \"cowhand " + code(release.version()) + "\" \"Cowhand\"");
        // Names of options, keys and variables must not be divided, in the paragraphs of groff neither.
        lines.add(".nr HY 0");
        lines.add(".nh");
        lines.add(".ad l");
        section("Name");
        wrapped(code(name) + " \\- " + escaped(summary));
    }

    /** Returns the name of the file. */
    String file() {
        return name + "." + section;
    }

    /** Returns the text of the file. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    void section(String heading) {
        lines.add(".SH " + escaped(heading.toUpperCase(Locale.ROOT)));
    }

    void subsection(String heading) {
        lines.add(".SS " + code(heading));
    }

    /** Adds a paragraph of plain text, which is the first one of its section. */
    void text(String plain) {
        wrapped(escaped(plain));
    }

    void paragraph(String plain) {
        begin();
        text(plain);
    }

    /** Adds a line that is set as it is given, such as a synopsis in {@link #bold} and {@link #italic} type. */
    void set(String roff) {
        wrapped(roff);
    }

    /** Adds a term and its description. */
    void term(String roff, String description) {
        lines.add(".TP");
        lines.add(roff);
        text(description);
    }

    /** Adds lines that belong to the last term, further to the right. */
    void within(Runnable content) {
        lines.add(".RS");
        content.run();
        lines.add(".RE");
    }

    /** Adds lines that are shown as they are. */
    void example(List<String> code) {
        begin();
        lines.add(".in +4n");
        lines.add(".EX");
        code.forEach(line -> lines.add(line.isEmpty() ? "" : protectedStart(code(line))));
        lines.add(".EE");
        lines.add(".in");
    }

    /** Begins a paragraph, as a heading has done already. */
    private void begin() {
        if (!lines.get(lines.size() - 1).startsWith(".S")) {
            lines.add(".PP");
        }
    }

    static String bold(String text) {
        return "\\fB" + code(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + code(text) + "\\fR";
    }

    private void wrapped(String roff) {
        LineWrap.wrap(roff, COLUMNS, 0).forEach(line -> lines.add(protectedStart(line)));
    }

    /** A line that begins with one of these would be a macro. */
    private static String protectedStart(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    /** Returns text for which the formatter may choose the forms of hyphens and quotes. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(each -> escaped.append(escaped(each)));
        return escaped.toString();
    }

    /** Returns text that can be copied from the page: with the ASCII forms of hyphens and quotes. */
    static String code(String text) {
        return escaped(text).replace("-", "\\-").replace("'", "\\(aq");
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '\\' -> "\\e";
            case '^' -> "\\(ha";
            case '`' -> "\\(ga";
            case '~' -> "\\(ti";
            default ->
                codePoint < 0x7f ? Character.toString(codePoint) : String.format(Locale.ROOT, "\\[u%04X]", codePoint);
        };
    }

    /**
     * A release of the program.
     *
     * @param version its version
     * @param date its date, such as {@code 2025-01-01}
     */
    record Release(String version, String date) {}
}

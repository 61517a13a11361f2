package io.cowhand.report.html;

import io.cowhand.json.JsonLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;

/** The page, written from its beginning to its end: blocks of data, then what the reader sees, then the script. */
final class HtmlPage {

    /** Characters on a line of a block; browsers' tools are slow with long ones. */
    private static final int LINE = 8000;

    private final Consumer<String> out;

    private HtmlPage(Consumer<String> out) {
        this.out = out;
    }

    /** Begins a page, of which each line goes to {@code out}. */
    static HtmlPage begin(Consumer<String> out, String title) {
        return begin(out, title, List.of());
    }

    /**
     * Begins a page with styles besides its own.
     *
     * @param styles the texts of further style elements
     */
    static HtmlPage begin(Consumer<String> out, String title, List<String> styles) {
        HtmlPage page = new HtmlPage(out);
        String allowed = Stream.concat(Stream.of("\n" + Assets.style()), styles.stream())
                .map(Assets::hash)
                .collect(Collectors.joining(" "));
        String policy = "default-src 'none'; script-src " + Assets.hash("\n" + Assets.script()) + "; style-src "
                + allowed + "; base-uri 'none'; form-action 'none'";
        page.line("<!DOCTYPE html>");
        page.line("<html lang=\"en\">");
        page.line("<head>");
        page.line("<meta charset=\"utf-8\">");
        page.line("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">");
        page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.line("<meta name=\"color-scheme\" content=\"light dark\">");
        page.line("<meta name=\"referrer\" content=\"no-referrer\">");
        page.add(new Markup().element("title", title));
        page.line("<style>");
        Assets.style().lines().forEach(page::line);
        page.line("</style>");
        page.line("</head>");
        page.line("<body>");
        return page;
    }

    /** Adds an object as a block of compressed data, which the script finds by its name. */
    void data(String name, Consumer<JsonGenerator> members) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(JsonLines.object(members).getBytes(StandardCharsets.UTF_8));
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        line("<script type=\"application/gzip\" data-block=\"" + name + "\">");
        Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                .encodeToString(compressed.toByteArray())
                .lines()
                .forEach(out);
        line("</script>");
    }

    /** Begins what the reader sees. */
    void beginContent() {
        line("<main>");
    }

    void add(Markup part) {
        part.lines().forEach(out);
    }

    /** Adds a drawing, which must escape all that it shows. */
    void graph(String svg) {
        line("<section id=\"graph\" aria-label=\"Graph\">");
        svg.lines().forEach(out);
        line("</section>");
    }

    /** Begins a section of lines of text that opens; they follow. */
    void beginText(String title) {
        line("<section class=\"text\"><details>");
        add(new Markup().element("summary", title));
        line("<pre tabindex=\"0\">");
    }

    /** Ends a section of lines of text. */
    void endText() {
        line("</pre>");
        line("</details></section>");
    }

    /** Ends the page. */
    void end() {
        Assets.interactive().lines().forEach(out);
        line("</main>");
        line("<script>");
        Assets.script().lines().forEach(out);
        line("</script>");
        line("</body>");
        line("</html>");
    }

    private void line(String line) {
        out.accept(line);
    }
}

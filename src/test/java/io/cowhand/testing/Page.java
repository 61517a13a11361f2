package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation in Markdown.
 *
 * @param path the file, relative to the repository
 * @param text its whole text
 */
public record Page(Path path, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\w*)\\n(.*?)^ *```$");
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param language what follows the opening fence, such as {@code yaml}; empty for none
     * @param lines the lines between the fences, without the fence's own indentation
     */
    public record Block(String language, List<String> lines) {
        /** Copies the lines. */
        public Block {
            lines = List.copyOf(lines);
        }
    }

    /** Returns the README, the contributor's pages, and everything in {@code docs}. */
    public static List<Page> all() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::read)
                    .toList();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Reads a page. */
    public static Page read(Path path) {
        try {
            return new Page(path, Files.readString(path));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Returns the fenced blocks in order. */
    public List<Block> blocks() {
        return FENCE.matcher(text).results().map(Page::block).toList();
    }

    private static Block block(MatchResult fence) {
        int indentation = fence.group(1).length();
        return new Block(
                fence.group(2),
                fence.group(3)
                        .lines()
                        .map(line -> line.substring(Math.min(indentation, line.length())))
                        .toList());
    }

    private String withoutBlocks() {
        return FENCE.matcher(text).replaceAll("");
    }

    /** Returns what stands between backquotes, outside of fenced blocks. */
    public List<String> codeSpans() {
        return CODE_SPAN
                .matcher(withoutBlocks())
                .results()
                .map(span -> span.group(1).replaceAll("\\s+", " "))
                .toList();
    }

    /** Returns the targets of all links, outside of code. */
    public List<String> links() {
        return LINK.matcher(CODE_SPAN.matcher(withoutBlocks()).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** Returns the anchors of the headings, as GitHub forms them. */
    public List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(withoutBlocks()).results().forEach(heading -> {
            String anchor = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int times = seen.merge(anchor, 1, Integer::sum);
            anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
        });
        return anchors;
    }

    /** Returns what stands between the markers of a section that the code knows. */
    public Optional<String> section(String name) {
        return Optional.of(marked(name)).filter(Matcher::find).map(found -> found.group(2));
    }

    /** Returns the page with another text between the markers of a section, which must be there. */
    public Page withSection(String name, String content) {
        if (section(name).isEmpty()) {
            throw new AssertionError(path + " has no section \"" + name + "\": put a line " + start(name)
                    + " and a line " + end(name) + " there");
        }
        return new Page(path, marked(name).replaceFirst("$1" + Matcher.quoteReplacement(content) + "$3"));
    }

    private Matcher marked(String name) {
        return Pattern.compile("(?s)(" + Pattern.quote(start(name)) + "\\n)(.*?)(" + Pattern.quote(end(name)) + ")")
                .matcher(text);
    }

    /** Returns the comment that begins a section. */
    public static String start(String name) {
        return "<!-- begin " + name + " -->";
    }

    /** Returns the comment that ends a section. */
    public static String end(String name) {
        return "<!-- end " + name + " -->";
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

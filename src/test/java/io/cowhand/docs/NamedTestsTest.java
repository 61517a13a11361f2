package io.cowhand.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that pages name as evidence exist. */
class NamedTestsTest {

    private static final Path TESTS = Path.of("src/test/java");
    /** A class, or a method of it or of the class named last; its end may be left out. */
    private static final Pattern NAMED =
            Pattern.compile("([A-Z]\\w*(?:Test|IT))?(?:(?:\\.|(?<=^)\u2026)([a-z]\\w*)(\u2026)?)?");

    private static final Pattern PATTERN = Pattern.compile("(?m)^\\| S(\\d+) \\| .*`\\w+(?:Test|IT)\\b.*\\|$");
    private static final int PATTERNS = 28;

    @ParameterizedTest
    @ValueSource(strings = {"SECURITY.md", "docs/safety.md"})
    void everyTestExists(String page) throws IOException {
        assertThat(missing(Page.read(Path.of(page)))).isEmpty();
    }

    @Test
    void whatDoesNotExistIsFound() throws IOException {
        String text =
                "`NoSuchTest` `NamedTestsTest.everyTestExists` `\u2026whatDoesNot\u2026` `\u2026whatIsNot` `NamedTestsTest.every`";

        assertThat(missing(new Page(Path.of("page.md"), text)))
                .containsExactly("NoSuchTest", "\u2026whatIsNot", "NamedTestsTest.every");
    }

    @Test
    void everyPatternHasATest() {
        List<Integer> patterns = PATTERN.matcher(
                        Page.read(Path.of("SECURITY.md")).text())
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .toList();

        assertThat(patterns)
                .isEqualTo(IntStream.rangeClosed(1, PATTERNS).boxed().toList());
    }

    private static List<String> missing(Page page) throws IOException {
        List<String> missing = new ArrayList<>();
        String source = "";
        for (String span : page.codeSpans()) {
            Matcher named = NAMED.matcher(span);
            if (!named.matches() || span.isEmpty()) {
                continue;
            }
            source = named.group(1) == null ? source : source(named.group(1));
            String method = named.group(2);
            String end = named.group(3) == null ? "\\(" : "";
            if (source.isEmpty()
                    || method != null
                            && !Pattern.compile("void " + method + end)
                                    .matcher(source)
                                    .find()) {
                missing.add(span);
            }
        }
        return missing;
    }

    /** The source of all classes of a name. */
    private static String source(String test) throws IOException {
        StringBuilder source = new StringBuilder();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(each -> each.endsWith(test + ".java")).toList()) {
                source.append(Files.readString(file));
            }
        }
        return source.toString();
    }
}

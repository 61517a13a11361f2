package io.cowhand.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link within the documentation leads somewhere, and every page is found from the README. */
class DocumentationLinksTest {

    private static final Path README = Path.of("README.md");
    private static final int README_LINES = 150;

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkLeadsToAFileAndAHeading(Page page) {
        assertThat(broken(page)).isEmpty();
    }

    @Test
    void aBrokenLinkIsFound() {
        String text = "# One & two\n[a](#one--two) [b](#three) [c](missing.md) [d](recipes.md#missing) `[e](code.md)`"
                + " [f](https://example.org/x)\n```\n[g](block.md)\n```\n";

        assertThat(broken(new Page(Path.of("docs/page.md"), text)))
                .containsExactly("#three", "missing.md", "recipes.md#missing");
    }

    private static List<String> broken(Page page) {
        return page.links().stream()
                .filter(link -> !link.contains("://"))
                .filter(link -> !leadsSomewhere(page, link))
                .toList();
    }

    private static boolean leadsSomewhere(Page page, String link) {
        int hash = link.indexOf('#');
        if (hash == 0) {
            return page.anchors().contains(link.substring(1));
        }
        Path target = target(page, link);
        return Files.exists(target) && (hash < 0 || Page.read(target).anchors().contains(link.substring(hash + 1)));
    }

    private static Path target(Page page, String link) {
        String file = link.replaceFirst("#.*", "");
        if (file.isEmpty()) {
            return page.path();
        }
        Path folder = Optional.ofNullable(page.path().getParent()).orElse(Path.of(""));
        return folder.resolve(file).normalize();
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        Map<Path, Page> pages = new HashMap<>();
        pages().forEach(page -> pages.put(page.path(), page));
        Deque<Page> toFollow = new ArrayDeque<>(List.of(Page.read(README)));
        List<Path> reached = new ArrayList<>(List.of(README));
        while (!toFollow.isEmpty()) {
            Page page = toFollow.pop();
            for (String link : page.links()) {
                Path target = target(page, link);
                if (pages.containsKey(target) && !reached.contains(target)) {
                    reached.add(target);
                    toFollow.push(Page.read(target));
                }
            }
        }
        assertThat(new TreeSet<>(reached)).isEqualTo(new TreeSet<>(pages.keySet()));
    }

    @Test
    void theReadmeIsShort() {
        assertThat(Page.read(README).text().lines().count()).isLessThanOrEqualTo(README_LINES);
    }
}

package io.cowhand.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Browser;
import io.cowhand.testing.Browser.Device;
import io.cowhand.testing.Page;
import io.cowhand.testing.Requires;
import io.cowhand.testing.Shell;
import io.cowhand.testing.SiteServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The documentation site: it is built without a network, its links lead somewhere, and it works in a browser. */
@Tag("slow")
@Requires(
        programs = {"node", "mandoc", Browser.CHROMIUM, Browser.DRIVER},
        files = "target/site/node_modules/vitepress")
class SiteIT {

    private static final Path SITE = Path.of("target/site/html").toAbsolutePath();
    private static final Pattern LINK = Pattern.compile("<a\\b[^>]*?\\bhref=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile("\\bid=\"([^\"]*)\"");
    /** What a browser fetches for a page by itself. */
    private static final Pattern FETCHED =
            Pattern.compile("<(?:img|script|iframe|source|link)\\b[^>]*?\\b(?:src|srcset|href)=\"([^\"]*)\"");

    private static final Pattern STYLE = Pattern.compile("(?:url\\(['\"]?|@import\\s+['\"])([^)'\"]*)");
    private static final Pattern ELSEWHERE = Pattern.compile("^(?:[a-z][a-z0-9+.-]*:)?//.*");

    /** One page of each kind: the beginning, long code, tables, a manual page, examples, a wide table. */
    private static final List<String> KINDS = List.of(
            "index.html",
            "docs/tutorial.html",
            "docs/rollout.html",
            "man/cowhand-apply.1.html",
            "examples/scale-out/index.html",
            "docs/comparison.html");

    private static SiteServer server;
    private static Browser browser;

    @BeforeAll
    static void build() throws IOException {
        Path built = Path.of(System.getProperty("cowhand.app")).getParent();
        // Without a network, where the system lets a process have none.
        Shell.run(
                "sh",
                "-c",
                "unshare -rn true 2>/dev/null && exec unshare -rn src/site/build \"$0\"; exec src/site/build \"$0\"",
                built.toString());
        server = new SiteServer(SITE);
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(SITE)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyPageOfTheRepositoryIsOnTheSite() {
        assertThat(Page.all().stream()
                        .map(page -> page.toString().replace("docs/README.md", "docs/index.md"))
                        .map(page -> page.replaceFirst("\\.md$", ".html")))
                .allSatisfy(page -> assertThat(SITE.resolve(page)).isRegularFile());
        assertThat(SITE.resolve("man/cowhand-apply.1.html")).isRegularFile();
        assertThat(SITE.resolve("api/io/cowhand/Cowhand.html")).isRegularFile();
    }

    @Test
    void everyLinkLeadsToAFileAndToAPlaceInIt() throws IOException {
        Map<Path, Set<String>> anchors = new HashMap<>();
        for (Path page : files(".html")) {
            anchors.put(page, found(ANCHOR, page));
        }
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : anchors.keySet()) {
            // Javadoc checks its own.
            if (page.startsWith(SITE.resolve("api"))) {
                continue;
            }
            for (String link : found(LINK, page)) {
                if (!ELSEWHERE.matcher(link).matches()) {
                    links++;
                    if (!leadsSomewhere(page, URI.create(link), anchors)) {
                        broken.add(SITE.relativize(page) + ": " + link);
                    }
                }
            }
        }
        assertThat(links).isGreaterThan(1000);
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, URI link, Map<Path, Set<String>> anchors) {
        String here = "/" + SITE.relativize(page);
        Path file = link.getPath().isEmpty()
                ? page
                : SiteServer.file(SITE, URI.create(here).resolve(link).getPath());
        return Files.isRegularFile(file)
                && (link.getFragment() == null || anchors.get(file).contains(link.getFragment()));
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .collect(Collectors.toSet());
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws IOException {
        Set<String> fetched = new HashSet<>();
        for (Path page : files(".html")) {
            fetched.addAll(found(FETCHED, page));
        }
        for (Path style : files(".css")) {
            fetched.addAll(found(STYLE, style));
        }
        assertThat(fetched)
                .hasSizeGreaterThan(10)
                .noneMatch(address -> ELSEWHERE.matcher(address).matches());
    }

    private static void open(String page, Device device, boolean dark) {
        browser.open(server.address(page), device, dark);
        browser.await("return document.querySelector('#app').__vue_app__ !== undefined");
    }

    private static void assertQuiet() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .allMatch(address -> address.startsWith(server.address("").toString()) || address.startsWith("data:"));
    }

    @Test
    void theSearchFindsAnOperation() {
        open("index.html", Device.DESKTOP, false);
        browser.press("/");
        browser.await("return document.querySelector('#localsearch-input') !== null");
        browser.press("move-backing");
        browser.await("return document.querySelectorAll('.VPLocalSearchBox .result').length > 1");
        browser.screenshot("site-search");
        assertThat(browser.text(".VPLocalSearchBox .result")).contains("move-backing");
        assertThat(browser.barriers()).isEmpty();
        browser.press(Keys.ENTER);
        browser.await("return location.hash === '#move-backing'");
        assertThat(browser.address().getPath()).isEqualTo("/docs/operations.html");
        assertQuiet();
    }

    @Test
    void pagesFollowEachOtherWithoutErrors() {
        open("index.html", Device.DESKTOP, false);
        browser.click(".VPHero .action a");
        browser.await("return document.querySelector('h1').textContent.startsWith('Tutorial')");
        browser.click(".pager-link.next");
        browser.await("return document.querySelector('h1').textContent.startsWith('How to')");
        assertQuiet();
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, false", "DESKTOP, true", "PHONE, false", "PHONE, true"})
    void noPageHasAccessibilityViolations(Device device, boolean dark) {
        for (String page : KINDS) {
            open(page, device, dark);
            String look = page.replaceAll("(/index)?\\.html$", "").replaceAll("^.*/", "") + "-" + device
                    + (dark ? "-dark" : "-light");
            browser.screenshot("site-" + look.toLowerCase(Locale.ROOT));
            assertThat(browser.barriers()).as(look).isEmpty();
            assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as(look)
                    .isEqualTo(true);
            assertQuiet();
        }
    }
}

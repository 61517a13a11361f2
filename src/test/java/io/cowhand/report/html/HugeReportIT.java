package io.cowhand.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Browser;
import io.cowhand.testing.Browser.Device;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Reports of fleets so large that size, memory and time matter. */
@Tag("slow")
@Requires(programs = {Browser.CHROMIUM, Browser.DRIVER})
class HugeReportIT {

    private static final long MIB = 1 << 20;
    private static final int IMAGES = 100_000;
    private static final int GROUPS = 300;
    /** The longest time in milliseconds for the first picture and for a search; a quiet machine takes less than one second. */
    private static final double PATIENCE = 3_000;

    @TempDir
    private Path folder;

    /** Writes a report in a process of its own; returns the most memory that it took, in KiB, and its milliseconds. */
    private List<Long> write(Path report, int images) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HugeReport.class.getName(),
                        report.toString(),
                        Integer.toString(images),
                        Integer.toString(GROUPS))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return List.of(said.strip().split(" ")).stream().map(Long::valueOf).toList();
    }

    @Test
    void aReportOf100000ImagesIsSmallAndQuick() throws Exception {
        Path report = folder.resolve("huge.html");
        List<Long> written = write(report, IMAGES);
        long size = Files.size(report);
        try (Browser browser = new Browser()) {
            browser.open(report, Device.DESKTOP, false);
            browser.awaitReport();
            double paint = milliseconds(browser, "performance.getEntriesByName('first-contentful-paint')[0].startTime");
            double ready = milliseconds(browser, "performance.getEntriesByName('ready')[0].startTime");
            double filter = milliseconds(browser, filter("tenant-77/"));
            String found = browser.text("#found");
            double all = milliseconds(browser, filter(""));
            System.out.printf(
                    Locale.ROOT,
                    "Report of %,d images in %d groups: %.1f MiB, written in %,d ms with %d MiB; first paint %.0f ms,"
                            + " ready %.0f ms, filter %.0f ms, no filter %.0f ms%n",
                    IMAGES,
                    GROUPS,
                    (double) size / MIB,
                    written.get(1),
                    written.get(0) / 1024,
                    paint,
                    ready,
                    filter,
                    all);

            assertThat(size).isLessThan(25 * MIB);
            assertThat(written.get(0)).isLessThan(200 * 1024L);
            assertThat(List.of(paint, ready, filter, all))
                    .allSatisfy(each -> assertThat(each).isLessThan(PATIENCE));
            assertThat(found).matches("\\d+ of 100,000 images\\.");
            assertThat(browser.findAll("#group-list li")).hasSize(50);
            assertThat(browser.text("#more-groups")).isEqualTo("Show more groups (250 left)");
            assertThat(browser.findAll("#images .body [role=row]")).hasSizeLessThan(40);
            browser.tabTo("#images");
            browser.press(Keys.END, Keys.ARROW_UP, Keys.ENTER);
            browser.await("return document.querySelector('#detail').open");
            assertThat(browser.findAll("svg.cluster")).hasSize(2);
            assertThat(browser.complaints()).isEmpty();
            browser.screenshot("huge-image");
        }
    }

    /** Returns the milliseconds that a search takes until its result is painted. */
    private static double milliseconds(Browser browser, String value) {
        return ((Number) browser.run("return " + value)).doubleValue();
    }

    private static String filter(String path) {
        return "(() => {const start = performance.now(); const field = document.querySelector('input[name=path]');"
                + "field.value = '" + path + "'; field.dispatchEvent(new Event('input', {bubbles: true}));"
                + "document.body.getBoundingClientRect(); return performance.now() - start;})()";
    }

    @Test
    void ofMoreThan200000ImagesOnlyTheGroupsAreShown() throws Exception {
        Path report = folder.resolve("groups.html");
        write(report, ImageBlocks.MOST_IMAGES + 1);
        try (Browser browser = new Browser()) {
            browser.open(report, Device.DESKTOP, false);
            browser.awaitReport();
            assertThat(browser.text("#find")).contains("more than 200,000 images, so the report shows groups only");
            assertThat(browser.text("#found")).isEqualTo("200,001 images.");
            assertThat(browser.findAll("#group-list li")).hasSize(50);
            assertThat(browser.find("#list").isDisplayed()).isFalse();
            browser.click("#statuses button:nth-child(2)");
            assertThat(browser.text("#found")).isEqualTo("4,000 of 200,001 images.");
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(Files.size(report)).isLessThan(MIB);
    }
}

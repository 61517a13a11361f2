package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Browser;
import io.cowhand.testing.Browser.Device;
import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** HTML reports, in a browser. */
@Tag("slow")
@Requires(programs = {Browser.CHROMIUM, Browser.DRIVER})
class HtmlReportIT {

    private static final String PLAN = "plan.html";
    private static final String INSPECT = "inspect.html";
    private static final String SEARCH = "input[name=path]";
    /** The height of a picture of a page, which may be longer. */
    private static final int PICTURE = 1500;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void makeReports() throws IOException {
        ReportedFleet.write(folder);
        assertThat(Cowhand.run(folder, "plan", "relocate.yaml", "--report", PLAN)
                        .exit())
                .isEqualTo(1);
        assertThat(Cowhand.run(folder, "inspect", "--quiet", "overlays/*.qcow2", "--report", INSPECT)
                        .exit())
                .isEqualTo(1);
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static void open(String report, Device device, boolean dark) {
        browser.open(folder.resolve(report), device, dark);
        browser.awaitReport();
    }

    private static void open(String report) {
        open(report, Device.DESKTOP, false);
    }

    private static void search(String path) {
        WebElement field = browser.find(SEARCH);
        field.clear();
        field.sendKeys(path);
    }

    private static void openImage(String path) {
        search(path);
        browser.click("#row-0");
        browser.await("return document.querySelector('#detail-title') !== null");
    }

    private static void assertQuiet() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void aReportLoadsWithoutRequestsOrErrors() {
        open(PLAN);

        assertThat(browser.text("h1")).isEqualTo("Plan of relocate-base-images");
        assertThat(browser.text("#summary")).contains("would change", "refused", "unreadable");
        assertThat(browser.text("#waves")).contains("Wave 1\n1 image, 1 would change", "Wave 4");
        assertThat(browser.text("#found")).isEqualTo("122 images.");
        openImage("vm-0001");
        browser.click("#detail button[aria-expanded]");
        assertQuiet();
    }

    @Test
    void imagesAreFoundByPathStatusOperationProblemAndWave() {
        open(PLAN);
        search("VM-004");
        assertThat(browser.text("#found")).isEqualTo("10 of 122 images.");
        search("");
        browser.find("#statuses button:nth-child(3)").click();
        assertThat(browser.text("#found")).isEqualTo("4 of 122 images.");
        assertThat(browser.text("#group-list")).contains("refused").doesNotContain("would change");
        browser.click("button[type=reset]");
        browser.await("return document.querySelector('#found').textContent === '122 images.'");

        browser.find("select[name=operation]").sendKeys("set-backing-format");
        assertThat(browser.text("#found")).isEqualTo("78 of 122 images.");
        browser.click("button[type=reset]");
        browser.find("select[name=code]").sendKeys("assertion-failed");
        assertThat(browser.text("#found")).isEqualTo("3 of 122 images.");
        browser.click("button[type=reset]");
        browser.find("select[name=wave]").sendKeys("2");
        assertThat(browser.text("#found")).isEqualTo("9 of 122 images.");
    }

    @Test
    void aGroupOpensAndShowsItsImages() {
        open(PLAN);
        assertThat(browser.text("#group-list li:first-child")).contains("refused", "error assertion-failed");
        List<WebElement> groups = browser.findAll("#group-list summary");
        int largest = (int) groups.stream()
                .takeWhile(group -> !group.getText().contains("would change"))
                .count();
        assertThat(groups.get(largest).getText()).contains("backing_file, + extension backing-format");
        groups.get(largest).click();
        String item = "#group-list li:nth-child(" + (largest + 1) + ")";
        assertThat(browser.text(item))
                .contains("step 1 move-backing", "(the first image's; others differ)", "Undo: same-backing.");
        browser.click(item + " .body > button");
        assertThat(browser.text("#found")).endsWith("Only one group is shown; Clear shows all.");
        assertThat(browser.findAll("#group-list li")).hasSize(1);
    }

    @Test
    void aProblemComesWithItsRuleAndWhatToDo() {
        open(INSPECT);
        openImage("vm-0122");
        assertThat(browser.text("#detail")).contains("QEMU does not open it", "cluster-bits-out-of-range");
    }

    @Test
    void everythingIsReachedByTheKeyboard() {
        open(PLAN);
        browser.tabTo(SEARCH);
        browser.press("vm-003");
        browser.tabTo("#group-list summary");
        browser.press(Keys.ENTER);
        assertThat(browser.find("#group-list details").getDomAttribute("open")).isNotNull();
        browser.tabTo("#images");
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
        browser.await("return document.querySelector('#detail').open");
        assertThat(browser.text("#detail-title")).isEqualTo("overlays/vm-0032.qcow2");
        browser.tabTo("#detail .tools button:nth-child(2)");
        browser.press(Keys.ENTER);
        browser.await("return document.querySelector('#detail-title').textContent.includes('vm-0033')");
        browser.press(Keys.ESCAPE);
        assertThat(browser.find("#detail").isDisplayed()).isFalse();
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("images");
        assertThat(browser.find("#images").getDomAttribute("aria-activedescendant"))
                .isEqualTo("row-3");
        assertQuiet();
    }

    @Test
    void rowsExistOnlyWhereTheyAreSeen() {
        open(PLAN);
        assertThat(browser.find("#images").getDomAttribute("aria-rowcount")).isEqualTo("123");
        assertThat(browser.findAll("#images .body [role=row]")).hasSizeLessThan(30);
        browser.tabTo("#images");
        browser.press(Keys.END);
        browser.await("return document.querySelector('#row-121') !== null");
        assertThat(browser.find("#row-121").getDomAttribute("aria-rowindex")).isEqualTo("123");
        assertThat(browser.find("#row-121").getText()).contains("overlays/vm-0122.qcow2");
        assertThat(browser.findAll("#row-0")).isEmpty();
    }

    @Test
    void aChangedImageIsDrawnBeforeAndAfter() {
        open(PLAN);
        openImage("vm-0025");
        List<String> drawings = browser.findAll("svg.cluster").stream()
                .map(drawing -> drawing.getDomAttribute("aria-label"))
                .toList();
        assertThat(drawings)
                .hasSize(2)
                .satisfiesExactly(
                        before -> assertThat(before).startsWith("Before:").contains("of 65,536 bytes in use"),
                        after -> assertThat(after).startsWith("After:").contains("changed"));
        assertThat(browser.text("#detail .legend"))
                .contains("header fields", "0x11223344", "backing-format", "end marker", "backing file name", "slack");
        assertThat(browser.text("#detail .header"))
                .contains("16 (64 KiB)", "\"/mnt/nfs1/postgres/base.qcow2\"", "\"/srv/ceph/postgres/base.qcow2\"");
        assertThat(browser.findAll("#detail .hex")).isEmpty();
        browser.click("#detail button[aria-expanded]");
        assertThat(browser.text("#detail .hex")).startsWith("0000  51 46 49 fb 00 00 00 03");
        assertThat(browser.findAll("#detail .hex mark")).isNotEmpty();
    }

    @Test
    void anInspectionShowsWhatTheFleetConsistsOf() {
        open(INSPECT);
        assertThat(browser.text("h1")).isEqualTo("Inspection of 122 images");
        assertThat(browser.text("#distribution"))
                .contains("Versions", "Cluster sizes\n", "64 KiB 120", "Sizes of disks", "Free bytes", "Backing files");
        openImage("vm-0040");
        assertThat(browser.findAll("svg.cluster")).hasSize(1);
        assertThat(browser.text("#detail")).contains("compat 0.10", "File size");
        assertQuiet();
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, false", "DESKTOP, true", "PHONE, false", "PHONE, true"})
    void noBarrierKeepsAnybodyOut(Device device, boolean dark) {
        String look = (device + (dark ? "-dark" : "-light")).toLowerCase(Locale.ROOT);
        for (String report : List.of(PLAN, INSPECT)) {
            open(report, device, dark);
            browser.click("#group-list summary");
            String name = report.replace(".html", "-") + look;
            browser.screenshot(name, PICTURE);
            browser.run("document.querySelector('#list').scrollIntoView()");
            browser.screenshot(name + "-list");
            assertThat(browser.barriers()).as(name).isEmpty();
            assertFits();
            openImage("vm-0025");
            browser.click("#detail button[aria-expanded]");
            browser.screenshot(name + "-image");
            assertThat(browser.barriers()).as(name + "-image").isEmpty();
            assertFits();
        }
    }

    @Test
    void theDocumentationShowsWhatReportsLookLike() {
        open(PLAN, Device.TALL, false);
        browser.click("#group-list summary");
        browser.document("report-plan", "body");
        open(PLAN);
        openImage("vm-0025");
        browser.document("report-image", "#detail");
        open(INSPECT, Device.TALL, false);
        browser.document("report-inspect", "body");
    }

    /** Fails if the page is wider than the screen. */
    private static void assertFits() {
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"
                        + " && document.querySelector('#detail').scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void onPaperGroupsAreOpen() {
        open(PLAN);
        browser.print();
        browser.screenshot("plan-paper", PICTURE);
        assertThat(browser.text("#group-list")).contains("step 1 move-backing");
        assertThat(browser.find("#filter").isDisplayed()).isFalse();
        assertThat(browser.text("#list")).contains("The list of images is not printed.");
    }

    @Test
    void theSummaryNeedsNoScript() {
        try (Browser still = new Browser(false)) {
            still.open(folder.resolve(PLAN), Device.DESKTOP, false);
            still.screenshot("plan-without-script");
            assertThat(still.text("noscript")).contains("JavaScript");
            assertThat(still.text("#summary")).contains("would change", "refused");
            assertThat(still.find("#interactive").isDisplayed()).isFalse();
        }
    }

    @Test
    void hostileNamesDoNoHarm() throws IOException {
        Path hostile = Files.createDirectory(folder.resolve("hostile"));
        HostileImages.write(hostile);
        assertThat(Cowhand.run(hostile, "plan", "r.yaml", "--report", PLAN).exit())
                .isZero();
        assertThat(Cowhand.run(hostile, "inspect", "-r", "images", "--report", INSPECT)
                        .exit())
                .isZero();
        for (String report : List.of(PLAN, INSPECT)) {
            open("hostile/" + report);
            List<String> shown = new ArrayList<>();
            for (int i = 0; i < HostileImages.NAMES.size(); i++) {
                browser.click("#row-" + i);
                browser.await("return document.querySelector('#detail').open");
                shown.add(browser.text("#detail-title"));
                browser.press(Keys.ESCAPE);
            }
            assertThat(shown)
                    .contains(
                            "images/<script>alert(1)</script>.qcow2",
                            "images/<img src=x onerror=alert(1)>.qcow2",
                            "images/\\x1b[31mred.qcow2",
                            "images/two\\nlines.qcow2",
                            "images/caf\ufffd.qcow2");
            assertUntouched();
        }
        assertThat(Cowhand.run(hostile, "graph", "-r", "images", "--report", "graph.html")
                        .exit())
                .isLessThan(2);
        browser.open(hostile.resolve("graph.html"), Device.DESKTOP, false);
        browser.await("return document.querySelector('.frame') !== null");
        assertThat(browser.text("#graph")).contains("<img src=x onerror=alert(1)>");
        assertUntouched();
    }

    /** Fails if there is an element that the page does not have of its own. */
    private static void assertUntouched() {
        assertThat(browser.findAll("img, iframe, object, [onload], [onerror], [onclick]"))
                .isEmpty();
        assertThat(browser.findAll("script:not([data-block])")).hasSize(1);
        assertQuiet();
    }

    @Test
    void theGraphIsZoomedAndMoved() throws IOException {
        run("graph", "overlays/vm-000?.qcow2", "--report", "graph.html");
        browser.open(folder.resolve("graph.html"), Device.DESKTOP, false);
        browser.await("return document.querySelector('.frame') !== null");
        browser.screenshot("graph");
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.run("return getComputedStyle(document.querySelector('#graph .name')).fontWeight"))
                .isEqualTo("700");

        String whole = viewBox();
        browser.click(".tools button:nth-child(1)");
        assertThat(viewBox()).isNotEqualTo(whole);
        browser.tabTo(".frame");
        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_UP, "+", "-", "0");
        assertThat(viewBox()).isEqualTo(whole);
        browser.run("document.querySelector('.frame').dispatchEvent("
                + "new WheelEvent('wheel', {deltaY: -1, clientX: 0, clientY: 0, cancelable: true}))");
        String zoomed = viewBox();
        assertThat(zoomed).isNotEqualTo(whole);
        browser.drag(".frame", 50, 20);
        assertThat(viewBox()).isNotEqualTo(zoomed);
        browser.click(".text summary");
        assertThat(browser.text(".text pre")).contains("overlays/vm-0001.qcow2");
        assertQuiet();
        browser.open(folder.resolve("graph.html"), Device.PHONE, true);
        browser.await("return document.querySelector('.frame') !== null");
        assertThat(browser.barriers()).isEmpty();
        browser.screenshot("graph-phone-dark");
    }

    private static String viewBox() {
        return browser.find("#graph svg").getDomAttribute("viewBox");
    }

    @Test
    void applyRollbackAndShowWriteReportsToo() {
        String[] state = {"--state-dir", "state"};
        run("apply", "relocate.yaml", "--until-wave", "1", "--report", "apply.html", state[0], state[1]);
        open("apply.html");
        assertThat(browser.text("h1")).isEqualTo("Run of relocate-base-images");
        assertThat(browser.text("#summary")).contains("Ended after wave 1", "Run", "changed");
        run("rollback", "last", "--report", "rollback.html", state[0], state[1]);
        open("rollback.html");
        assertThat(browser.text("h1")).startsWith("Rollback of run ");
        assertThat(browser.text("#group-list")).contains("restored");
        run("runs", "show", "last", "--report", "run.html", state[0], state[1]);
        open("run.html");
        assertThat(browser.text("header")).startsWith("Run ").contains("command line");
        run("plan", "relocate.yaml", "-o", "plan.jsonl");
        run("show", "plan.jsonl", "--report", "shown.html");
        open("shown.html");
        openImage("vm-0025");
        assertThat(browser.findAll("svg.cluster")).hasSize(2);
        assertQuiet();
    }

    private static void run(String... arguments) {
        assertThat(Cowhand.run(folder, arguments).exit()).isLessThan(2);
    }
}

package io.cowhand.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a screen, driven by Debian's driver for it. */
public final class Browser implements AutoCloseable {

    /** The programs that a test with a browser requires. */
    public static final String CHROMIUM = "chromium";

    public static final String DRIVER = "chromedriver";

    /** Complains that it does not know the newest Chromium, which is not needed here; kept, since loggers are forgotten. */
    private static final Logger LOGGER = Logger.getLogger("org.openqa.selenium.devtools");

    private static final String AXE = "/axe.min.js";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Path DOCUMENTED = Path.of("docs/images");
    /** Bytes of a picture in the documentation, at most. */
    private static final int LARGEST = 150_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static {
        LOGGER.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    /** How a page is looked at. */
    public enum Device {
        DESKTOP(1200, 900, false),
        /** A window that shows more of a page, for the documentation. */
        TALL(1000, 1300, false),
        PHONE(390, 844, true);

        private final int width;
        private final int height;
        private final boolean mobile;

        Device(int width, int height, boolean mobile) {
            this.width = width;
            this.height = height;
            this.mobile = mobile;
        }
    }

    /** Starts the browser. */
    public Browser() {
        this(true);
    }

    /** Starts the browser, with or without JavaScript. */
    public Browser(boolean scripts) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program(CHROMIUM));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en-US");
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        if (!scripts) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program(DRIVER))
                .withLogOutput(OutputStream.nullOutputStream())
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    private static File program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Paths.get(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toFile();
    }

    /** Opens a page in a file, and forgets what was logged before. */
    public void open(Path page, Device device, boolean dark) {
        open(page.toAbsolutePath().toUri(), device, dark);
    }

    /** Opens a page, and forgets what was logged before. */
    public void open(URI page, Device device, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        device.width,
                        "height",
                        device.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        device.mobile));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        logged("browser");
        logged("performance");
        driver.get(page.toString());
    }

    /** Waits until the script of a report has done its work. */
    public void awaitReport() {
        await("return document.documentElement.dataset.ready === 'true'");
    }

    /** Waits until a script returns true. */
    public void await(String script) {
        driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + "(function poll() { (() => {"
                + script + "})() ? done() : setTimeout(poll, 5); })();");
    }

    /** Runs a script in the page. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> findAll(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Returns the address of the page. */
    public URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** Returns the visible text of an element. */
    public String text(String css) {
        return find(css).getText();
    }

    /** Clicks on an element. */
    public void click(String css) {
        find(css).click();
    }

    /** Presses keys one after the other, in the element that has the focus. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Drags what is in the middle of an element with the mouse. */
    public void drag(String css, int x, int y) {
        new Actions(driver).dragAndDropBy(find(css), x, y).perform();
    }

    /** Presses Tab until an element has the focus. */
    public void tabTo(String css) {
        for (int i = 0; i < 100; i++) {
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("Tab does not reach " + css);
    }

    /** Returns the errors and warnings of the page. */
    public List<String> complaints() {
        return logged("browser").stream().map(LogEntry::getMessage).toList();
    }

    /** Returns the addresses of what was requested, without the page itself. */
    public List<String> requests() {
        return logged("performance").stream()
                .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).get("message"))
                .filter(message -> message.get("method").asString().equals("Network.requestWillBeSent"))
                .map(message -> message.get("params").get("request").get("url").asString())
                .filter(url -> !url.equals(driver.getCurrentUrl()))
                .toList();
    }

    private List<LogEntry> logged(String log) {
        return driver.manage().logs().get(log).getAll();
    }

    /** Returns the barriers that axe finds, serious or worse: what each is, and where. */
    public List<String> barriers() {
        run(axe());
        Object found = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run(document, {resultTypes: ['violations']}).then(result => done(JSON.stringify(result.violations)));");
        JsonNode violations = JsonMapper.shared().readTree((String) found);
        return violations
                .valueStream()
                .filter(each -> List.of("serious", "critical")
                        .contains(each.get("impact").asString()))
                .map(each -> each.get("id").asString() + ": " + each.get("help").asString() + ": "
                        + each.get("nodes")
                                .valueStream()
                                .map(node -> node.get("html").asString() + " "
                                        + node.get("failureSummary").asString())
                                .limit(3)
                                .toList())
                .toList();
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream(AXE)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Takes a picture of what is seen, and keeps it for people to look at. */
    public Path screenshot(String name) {
        return keep(name, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Takes a picture of the beginning of the page. */
    public Path screenshot(String name, int height) {
        Map<String, Object> clip =
                new HashMap<>(Map.of("x", 0, "y", 0, "width", run("return innerWidth"), "height", height, "scale", 1));
        Map<String, Object> taken =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
        return keep(name, Base64.getDecoder().decode((String) taken.get("data")));
    }

    /**
     * Takes a picture for the documentation; {@code -Dscreenshots.update=true} puts it there.
     *
     * @param css what the picture shows of what is seen
     */
    public void document(String name, String css) {
        Path picture = keep(name, find(css).getScreenshotAs(OutputType.BYTES));
        Path documented = DOCUMENTED.resolve(picture.getFileName());
        try {
            if (Boolean.getBoolean("screenshots.update")) {
                Files.createDirectories(DOCUMENTED);
                Files.copy(picture, documented, StandardCopyOption.REPLACE_EXISTING);
            }
            if (Files.notExists(documented) || Files.size(documented) > LARGEST) {
                throw new AssertionError(documented + " is missing or too large; -Dscreenshots.update=true writes it");
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Path keep(String name, byte[] png) {
        try {
            Files.createDirectories(SCREENSHOTS);
            return Files.write(SCREENSHOTS.resolve(name + ".png"), png);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Makes the page look as on paper. */
    public void print() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        run("dispatchEvent(new Event('beforeprint'))");
    }

    /** Ends the browser. */
    @Override
    public void close() {
        driver.quit();
    }
}

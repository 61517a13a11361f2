package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program, run as a process of its own. */
public final class Cowhand {

    /** The first version of Java that warns of what the library of expressions calls. */
    private static final int FIRST_THAT_WARNS = 24;

    private static final long TIMEOUT_SECONDS = 120;
    /** Where runs keep their journals that say nothing else. */
    private static final Path STATE = state();

    private Cowhand() {}

    /**
     * The result of a run.
     *
     * @param exit its exit code
     * @param out standard output
     * @param err standard error
     */
    public record Ran(int exit, String out, String err) {

        /** Standard output with {@code …} in place of each digest. */
        public String text() {
            return withoutDigests(out);
        }

        /** The JSON objects on standard output. */
        public List<JsonNode> json() {
            return out.lines().map(JsonMapper.shared()::readTree).toList();
        }

        /** The JSON objects about images: all but the summary. */
        public List<JsonNode> images() {
            return json().stream().filter(line -> line.has("image")).toList();
        }

        /** The summary, which is the last line. */
        public JsonNode summary() {
            List<JsonNode> lines = json();
            return lines.get(lines.size() - 1).get("summary");
        }
    }

    private static Path state() {
        try {
            Path folder = Files.createTempDirectory("cowhand-state");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(folder.toFile())));
            return folder;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** The program with arguments that need no quotes, as a command for a shell. */
    public static String command(String... arguments) {
        return String.join(" ", arguments(arguments));
    }

    /** The program, killed at its nth call of fdatasync(2), as a command; needs strace. */
    public static List<String> killedAtSync(int call, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e"));
        command.add("inject=fdatasync:signal=SIGKILL:when=" + call);
        command.addAll(arguments(arguments));
        return command;
    }

    private static List<String> arguments(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= FIRST_THAT_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // as the launcher does
        }
        command.addAll(List.of("-jar", System.getProperty("cowhand.app")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Installs the program in a folder of its own, as without a checkout; returns its launcher. */
    public static Path install(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.copy(Path.of(System.getProperty("cowhand.app")), lib.resolve("cowhand-app.jar"));
        return Files.copy(Path.of("bin/cowhand"), bin.resolve("cowhand"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Starts the program in a folder; what it says goes nowhere. */
    public static Process start(Path folder, String... arguments) throws IOException {
        return start(folder, Path.of("/dev/null"), arguments);
    }

    /** Starts the program in a folder, with a file for its results. */
    public static Process start(Path folder, Path out, String... arguments) throws IOException {
        return new ProcessBuilder(arguments(arguments))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs the program in a folder. */
    public static Ran run(Path folder, String... arguments) {
        return run(folder, Path.of("/dev/null"), arguments);
    }

    /** Returns a text with {@code …} in place of the digests of plans and runs. */
    public static String withoutDigests(String text) {
        return text.replaceAll("sha256:[0-9a-f]{64}", "sha256:…");
    }

    /** Runs the program in a folder, with a file as its standard input. */
    public static Ran run(Path folder, Path input, String... arguments) {
        List<String> command = arguments(arguments);
        try {
            Path out = Files.createTempFile("cowhand", ".out");
            Path err = Files.createTempFile("cowhand", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().put("LC_ALL", "C.UTF-8");
                builder.environment().put("COWHAND_STATE_DIR", STATE.toString());
                Process process = builder.start();
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("takes too long: " + command);
                }
                return new Ran(
                        process.exitValue(),
                        Files.readString(out, StandardCharsets.UTF_8),
                        Files.readString(err, StandardCharsets.UTF_8));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

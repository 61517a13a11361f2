package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** QEMU's own tools, run as processes. */
public final class Qemu {

    private static final long TIMEOUT_SECONDS = 60;

    private Qemu() {}

    /**
     * The result of a process.
     *
     * @param exit its exit code; 128 and more for a signal
     * @param output standard output and standard error as they came; U+FFFD stands where they are not UTF-8
     */
    public record Ran(int exit, String output) {
        /** Whether the exit code is 0. */
        public boolean ok() {
            return exit == 0;
        }
    }

    /** Whether qemu-img and qemu-io can be run. */
    public static boolean isInstalled() {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, "qemu-img")) && Files.isExecutable(Path.of(folder, "qemu-io"))) {
                return true;
            }
        }
        return false;
    }

    /** Runs a command to its end in a folder. */
    public static Ran run(Path folder, List<String> command) {
        try {
            Path output = Files.createTempFile("qemu", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("takes too long: " + command);
                }
                return new Ran(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Runs {@code qemu-img} in a folder. */
    public static Ran img(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    /** Runs {@code qemu-img}, which must succeed, and answers with its output. */
    public static String mustImg(Path folder, String... arguments) {
        Ran ran = img(folder, arguments);
        if (!ran.ok()) {
            throw new AssertionError(
                    "qemu-img " + String.join(" ", arguments) + " exits with " + ran.exit() + ": " + ran.output());
        }
        return ran.output();
    }

    /** Runs {@code qemu-img} with arguments in UTF-8, in whatever locale the tests run; a failure may change its number. */
    public static Ran imgUtf8(Path folder, String... arguments) {
        try {
            Path file = Files.createTempFile("qemu", ".arguments");
            try {
                Files.writeString(file, String.join("\0", arguments));
                return run(folder, List.of("xargs", "-0", "-a", file.toString(), "qemu-img"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** What {@code qemu-img info} says, opened without locks. */
    public static JsonNode info(Path image) {
        return JsonMapper.shared()
                .readTree(mustImg(
                        image.toAbsolutePath().getParent(),
                        "info",
                        "-U",
                        "-f",
                        "qcow2",
                        "--output=json",
                        image.getFileName().toString()));
    }

    /** Whether {@code qemu-img info} opens the image; a crash of it counts as not opening. */
    public static boolean opens(Path image) {
        return img(
                        image.toAbsolutePath().getParent(),
                        "info",
                        "-U",
                        "-f",
                        "qcow2",
                        image.getFileName().toString())
                .ok();
    }

    /** Opens the image for writing without its backing file, and closes it again. */
    public static Ran opensForWriting(Path image) {
        return guest(image, "quit");
    }

    /** Runs a command of {@code qemu-io} on an image that is opened without its backing file, as a guest would write it. */
    public static Ran guest(Path image, String command) {
        Path absolute = image.toAbsolutePath();
        String node = "json:{\"driver\": \"qcow2\", \"backing\": null, \"file\": {\"driver\": \"file\","
                + " \"filename\": \"" + absolute + "\"}}";
        return run(absolute.getParent(), List.of("qemu-io", "-c", command, node));
    }
}

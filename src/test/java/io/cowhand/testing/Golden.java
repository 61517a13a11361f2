package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Expected outputs in files below {@code src/test/resources/goldens}; {@code -Dgoldens.update=true} writes them. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/goldens");
    private static final String UPDATE = "goldens.update";

    private Golden() {}

    /** Fails unless lines are those of a file. */
    public static void assertLines(String name, List<String> lines) {
        Path file = FOLDER.resolve(name);
        String actual = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
                return;
            }
            String update = "; if the change is meant, run: mvn test -D" + UPDATE + "=true";
            if (!Files.exists(file)) {
                throw new AssertionError(file + " is missing" + update);
            }
            Assertions.assertThat(actual)
                    .withFailMessage(() -> difference(file, actual) + update)
                    .isEqualTo(Files.readString(file));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Returns the first line that differs. */
    private static String difference(Path file, String actual) {
        try {
            List<String> expected = Files.readAllLines(file, StandardCharsets.UTF_8);
            List<String> lines = actual.lines().toList();
            int at = 0;
            while (at < lines.size() && at < expected.size() && lines.get(at).equals(expected.get(at))) {
                at++;
            }
            return file + ":" + (at + 1) + " differs:\n  expected: " + line(expected, at) + "\n  actual:   "
                    + line(lines, at) + "\n";
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static String line(List<String> lines, int at) {
        return at < lines.size() ? lines.get(at) : "(end of file)";
    }
}

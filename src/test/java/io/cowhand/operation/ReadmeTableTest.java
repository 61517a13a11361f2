package io.cowhand.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of operations in the README says what the operations say; {@code -Dgoldens.update=true} renews it. */
class ReadmeTableTest {

    private static final Path README = Path.of("README.md");
    private static final String HEAD = "| operation | does |\n| --- | --- |\n";

    @Test
    void theTableIsInStepWithTheOperations() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf(HEAD) + HEAD.length();
        int end = readme.indexOf("\n\n", start) + 1;
        String table = OperationCatalog.load().handlers().stream()
                .map(ReadmeTableTest::row)
                .collect(Collectors.joining());
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(README, readme.substring(0, start) + table + readme.substring(end));
        } else {
            String shown = readme.substring(start, end);
            table.lines()
                    .forEach(row -> assertThat(shown)
                            .as(
                                    "README.md lacks a row; mvn test -Dtest=ReadmeTableTest -Dgoldens.update=true writes it")
                            .contains(row + "\n"));
            assertThat(shown)
                    .as(
                            "README.md has a row too many; mvn test -Dtest=ReadmeTableTest -Dgoldens.update=true removes it")
                    .isEqualTo(table);
        }
    }

    private static String row(OperationHandler handler) {
        return "| `" + handler.name() + "` | " + handler.summary()
                + (handler.alwaysUnsafe() ? " (always `unsafe`)" : "") + " |\n";
    }
}

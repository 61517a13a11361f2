package io.cowhand.operation;

import io.cowhand.testing.Complete;
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
        Complete.assertUpToDate(README, ReadmeTableTest.class, start, end, table);
    }

    private static String row(OperationHandler handler) {
        return "| `" + handler.name() + "` | " + handler.summary()
                + (handler.alwaysUnsafe() ? " (always `unsafe`)" : "") + " |\n";
    }
}

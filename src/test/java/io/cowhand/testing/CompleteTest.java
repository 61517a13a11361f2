package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A forgotten element is named, together with what to do about it, and the others are not. */
@DisabledIfSystemProperty(named = "goldens.update", matches = "true")
class CompleteTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingElementIsNamedWithItsFix() {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "op-" + i).toList();

        assertThatThrownBy(() -> Complete.assertComplete(
                        "OperationRows.GOOD", many.subList(1, 100), many, "add a row for the operation"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("OperationRows.GOOD has no op-0: add a row for the operation")
                .message()
                .doesNotContain("op-1");
    }

    @Test
    void anElementTooManyIsNamed() {
        assertThatThrownBy(() -> Complete.assertComplete("the services", List.of("a", "b"), List.of("a"), "add it"))
                .hasMessageContaining("the services has b, which does not exist: remove it");
    }

    @Test
    void completeTablesPass() {
        Complete.assertComplete("the services", List.of("b", "a"), List.of("a", "b"), "add it");
    }

    @Test
    void aLineThatAGeneratedFileLacksIsNamedWithTheCommand() throws IOException {
        Path file = Files.writeString(folder.resolve("table.md"), "# head\n| a |\n| c |\n");

        assertThatThrownBy(() -> Complete.assertUpToDate(file, CompleteTest.class, "# head\n| a |\n| b |\n| c |\n"))
                .hasMessageContaining("it lacks the line\n  | b |")
                .hasMessageContaining("mvn test -Dtest=CompleteTest -Dgoldens.update=true")
                .message()
                .doesNotContain("| a |");
    }

    @Test
    void aLineThatDoesNotBelongThereIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("table.md"), "| a |\n| old |\n| c |\n");

        assertThatThrownBy(() -> Complete.assertUpToDate(file, CompleteTest.class, "| a |\n| c |\n"))
                .hasMessageContaining("it has a line that does not belong there\n  | old |");
    }

    @Test
    void aFileThatIsMissingIsNamedWithTheCommand() {
        assertThatThrownBy(() -> Complete.assertUpToDate(folder.resolve("none.json"), CompleteTest.class, "{}"))
                .hasMessageContaining("none.json is missing")
                .hasMessageContaining("-Dgoldens.update=true");
    }

    @Test
    void onlyTheGeneratedPartOfAFileCounts() throws IOException {
        Path file = Files.writeString(folder.resolve("table.md"), "own text\n| a |\nown text\n");

        Complete.assertUpToDate(file, CompleteTest.class, 9, 15, "| a |\n");
        assertThat(file).hasContent("own text\n| a |\nown text\n");
        assertThatThrownBy(() -> Complete.assertUpToDate(file, CompleteTest.class, 9, 15, "| a |"))
                .hasMessageContaining("its lines end differently");
    }
}

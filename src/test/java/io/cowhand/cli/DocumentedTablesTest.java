package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.testing.Golden;
import io.cowhand.testing.Page;
import io.cowhand.undo.UndoClass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the documentation say what the code says; {@code -Dgoldens.update=true} renews them. */
class DocumentedTablesTest {

    static List<DocumentedTable> tables() {
        return DocumentedTable.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theTableIsInStepWithTheCode(DocumentedTable table) {
        Page page = Page.read(table.page());
        String made = table.content().apply(page.section(table.name()).orElse(""));
        Golden.assertUpToDate(page.path(), page.withSection(table.name(), made).text());
        assertThat(undescribed(made))
                .as("rows of the section \"%s\" of %s that lack a description", table.name(), page)
                .isEmpty();
    }

    private static List<String> undescribed(String section) {
        return section.lines()
                .filter(line -> line.endsWith(DocumentedTable.UNDESCRIBED))
                .toList();
    }

    @Test
    void aSectionThatIsMissingIsNamed() {
        assertThatThrownBy(() -> new Page(Path.of("docs/page.md"), "text\n").withSection("codes", "| `0` | done |\n"))
                .hasMessageContaining("docs/page.md has no section \"codes\": put a line <!-- begin codes -->");
    }

    @Test
    void aRowWithoutADescriptionIsFound() {
        assertThat(undescribed("| `0` | done |\n| `1` | ? |\n")).containsExactly("| `1` | ? |");
    }

    @Test
    void aDescribedTableKeepsItsTextsAndFollowsTheCode() {
        String old = "| a | b |\n| --- | --- |\n| `two` | the second |\n| `one` | the first |\n| `gone` | no more |\n";

        assertThat(DocumentedTable.described("| a | b |", List.of("| `one` |", "| `two` |", "| `three` |"), old))
                .isEqualTo(
                        "| a | b |\n| --- | --- |\n| `one` | the first |\n| `two` | the second |\n| `three` | ? |\n");
    }

    @Test
    void everyUndoClassIsExplained() {
        String safety = Page.read(Path.of("docs/safety.md")).text();
        assertThat(Arrays.stream(UndoClass.values())
                        .map(UndoClass::label)
                        .filter(label -> !safety.contains("\n| `" + label + "` |")))
                .as("undo classes without a row in the table of docs/safety.md")
                .isEmpty();
    }
}

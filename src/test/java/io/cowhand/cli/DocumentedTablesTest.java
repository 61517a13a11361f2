package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Page;
import io.cowhand.undo.UndoClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the documentation say what the code says; {@code -Dgoldens.update=true} renews them. */
class DocumentedTablesTest {

    private static final String RENEW = "mvn test -Dtest=DocumentedTablesTest -Dgoldens.update=true";

    static List<DocumentedTable> tables() {
        return DocumentedTable.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theTableIsInStepWithTheCode(DocumentedTable table) throws IOException {
        Optional<String> found = Page.read(table.page()).section(table.name());
        if (found.isPresent() && Boolean.getBoolean("goldens.update")) {
            String renewed = table.content().apply(found.get());
            Files.writeString(
                    table.page(),
                    Page.read(table.page()).withSection(table.name(), renewed).text());
            found = Optional.of(renewed);
        }
        complaint(table, found).ifPresent(Assertions::fail);
    }

    /** What is wrong with a table, in one line that says what to do about it. */
    private static Optional<String> complaint(DocumentedTable table, Optional<String> found) {
        String which = table.page() + ": the section \"" + table.name() + "\" ";
        if (found.isEmpty()) {
            return Optional.of(which + "is missing: put a line " + Page.start(table.name()) + " and a line "
                    + Page.end(table.name()) + " there, then run " + RENEW);
        }
        if (!found.get().equals(table.content().apply(found.get()))) {
            return Optional.of(which + "is out of date; to renew it, run " + RENEW);
        }
        return found.get()
                .lines()
                .filter(line -> line.endsWith(DocumentedTable.UNDESCRIBED))
                .findFirst()
                .map(line -> which + "lacks a description in the row " + line);
    }

    @Test
    void aComplaintSaysWhichTableAndHowToRenewIt() {
        DocumentedTable table = new DocumentedTable(Path.of("docs/page.md"), "codes", old -> "| `0` | done |\n");
        DocumentedTable undescribed = new DocumentedTable(Path.of("docs/page.md"), "codes", old -> "| `0` | ? |\n");

        assertThat(complaint(table, Optional.of("| `0` | done |\n"))).isEmpty();
        assertThat(complaint(table, Optional.of("| `0` | fine |\n")).orElseThrow())
                .doesNotContain("\n")
                .contains("docs/page.md")
                .contains("\"codes\"")
                .contains(RENEW);
        assertThat(complaint(table, Optional.empty()).orElseThrow()).contains("<!-- begin codes -->");
        assertThat(complaint(undescribed, Optional.of("| `0` | ? |\n")).orElseThrow())
                .contains("lacks a description in the row | `0` |");
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

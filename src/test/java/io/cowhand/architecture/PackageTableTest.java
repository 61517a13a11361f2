package io.cowhand.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageTableTest {

    private static final String TABLE = """
            Text

            | package | holds | may use |
            | --- | --- | --- |
            | `a` | one |  |
            | `b` | two, three | a, c |
            | `cli` | commands | everything |

            More text
            """;

    @Test
    void theTableIsReadFromTheText() {
        assertThat(PackageTable.parse(TABLE).uses()).isEqualTo(Map.of("a", Set.of(), "b", Set.of("a", "c")));
    }

    @Test
    void whatIsNoRowIsAnError() {
        assertThatThrownBy(() -> PackageTable.parse(TABLE.replace("| a, c |", "| `a` |")))
                .hasMessageContaining("not a row of the table of packages: | `b` | two, three | `a` |");
        assertThatThrownBy(() -> PackageTable.parse("nothing")).hasMessageContaining("CONTRIBUTING.md has no table");
    }

    @Test
    void forbiddenAndUnusedDependenciesAreNamed() {
        JavaClasses classes = new ClassFileImporter().importPackages("io.cowhand.bytes", "io.cowhand.diff");
        PackageTable table = new PackageTable(Map.of("bytes", Set.of(), "diff", Set.of("bytes", "undo")));

        assertThat(table.breaches(classes)).anyMatch(line -> line.startsWith("diff may not use qcow2: "));
        assertThat(table.unused(classes)).containsExactly("CONTRIBUTING.md: diff does not use undo");
    }
}

package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A failure names the file, the first line that differs, and the command that writes the file. */
@Isolated("sets a system property")
class GoldenTest {

    private static final String UPDATE = "goldens.update";
    private static final String COMMAND = "run: mvn test -Dtest=GoldenTest -Dgoldens.update=true";

    private final String before = System.getProperty(UPDATE, "false");

    @TempDir
    private Path folder;

    @BeforeEach
    void compare() {
        System.setProperty(UPDATE, "false");
    }

    @AfterEach
    void putBack() {
        System.setProperty(UPDATE, before);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Golden.assertLines("no/such.txt", List.of("a")))
                .hasMessage("src/test/resources/goldens/no/such.txt is missing; to write it, " + COMMAND);
    }

    @Test
    void theFirstLineThatDiffersIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "first\nsecond\nthird\n");

        Golden.assertUpToDate(file, "first\nsecond\nthird\n");
        assertThatThrownBy(() -> Golden.assertUpToDate(file, "first\n2nd\n3rd\n"))
                .hasMessage(file + ":2 differs:\n  file: second\n  code: 2nd\nIf the change is meant, " + COMMAND);
        assertThatThrownBy(() -> Golden.assertUpToDate(file, "first\nsecond\nthird\nfourth\n"))
                .hasMessageContaining(":4 differs:\n  file: \n  code: fourth\n");
        assertThatThrownBy(() -> Golden.assertUpToDate(file, "first\nsecond\nthird"))
                .hasMessageContaining(":4 differs:\n  file: \n  code: (end of file)\n");
    }

    @Test
    void theSwitchWritesTheFileAndItsFolder() {
        System.setProperty(UPDATE, "true");
        Path file = folder.resolve("new/a.txt");

        Golden.assertUpToDate(file, "text\n");
        assertThat(file).hasContent("text\n");
        Golden.assertUpToDate(file, "other\n");
        assertThat(file).hasContent("other\n");
    }

    @Test
    void anIntegrationTestIsRunByVerify() {
        assertThat(SampleIT.command()).contains("mvn verify ", "-Dit.test=SampleIT ");
    }

    /** A test that runs after the program is packaged. */
    private static final class SampleIT {
        static String command() {
            return Golden.command();
        }
    }
}

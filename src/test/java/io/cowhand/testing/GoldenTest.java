package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A failure names the file, the line and the command that updates it. */
@DisabledIfSystemProperty(named = "goldens.update", matches = "true")
class GoldenTest {

    private static final String COMMAND = "if the change is meant, run: mvn test -Dgoldens.update=true";

    @Test
    void aMissingGoldenIsNamed() {
        assertThatThrownBy(() -> Golden.assertLines("no/such.txt", List.of("a")))
                .hasMessageContaining("src/test/resources/goldens/no/such.txt is missing; " + COMMAND);
    }

    @Test
    void aDifferentGoldenIsNamedWithTheFirstLineThatDiffers() {
        assertThatThrownBy(() -> Golden.assertLines("example.txt", List.of("first", "2nd")))
                .hasMessageContaining("src/test/resources/goldens/example.txt:2 differs:\n")
                .hasMessageContaining("  expected: second\n  actual:   2nd\n; " + COMMAND);
    }
}

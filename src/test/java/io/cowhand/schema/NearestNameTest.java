package io.cowhand.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> OPERATIONS =
            List.of("set-backing", "set-backing-format", "move-backing", "replace-backing", "set-feature", "upgrade");

    @ParameterizedTest
    @CsvSource({
        "set-backin,set-backing",
        "set_backing,set-backing",
        "Set-Backing,set-backing",
        "stebacking,set-backing",
        "upgarde,upgrade",
        "set-backing-fromat,set-backing-format"
    })
    void aSlipFindsTheWord(String slip, String word) {
        assertThat(NearestName.to(slip, OPERATIONS)).contains(word);
    }

    @ParameterizedTest
    @CsvSource({"downgrade", "rebase", "x", "''", "set"})
    void anotherWordFindsNothing(String word) {
        assertThat(NearestName.to(word, OPERATIONS)).isEmpty();
    }

    @Test
    void shortWordsDifferByOneLetterAtMost() {
        assertThat(NearestName.to("po", List.of("op"))).contains("op");
        assertThat(NearestName.to("to", List.of("from", "op"))).isEmpty();
    }

    @Test
    void aHugeWordTakesNoTime() {
        assertThat(NearestName.to("x".repeat(4_000_000), OPERATIONS)).isEmpty();
    }
}

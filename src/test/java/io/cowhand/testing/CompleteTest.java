package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A forgotten element is named, together with what to do about it, and the others are not. */
class CompleteTest {

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
}

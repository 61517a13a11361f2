package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would make a careless reader hang or run out of memory. */
@Tag("slow")
@Timeout(60) // what hangs would take for ever; a busy machine is no hang
class BombTest {

    @TempDir
    Path folder;

    private List<String> codes(String yaml) {
        return new RecipeFixture(folder).codes(yaml);
    }

    @Test
    void billionLaughsAreTooManyValues() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [l, l, l, l, l, l, l, l, l, l]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        assertThat(codes(yaml.toString())).containsExactly("too-many-values");
    }

    @Test
    void aChainOfAliasesIsTooDeep() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [l]\n");
        for (int i = 1; i < 10_000; i++) {
            yaml.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        assertThat(codes(yaml.toString())).containsExactly("too-deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[[[{a: "})
    void deepNestingIsTooDeep(String open) {
        assertThat(codes("a:\n " + open.repeat(100_000)))
                .containsAnyOf("too-deep", "yaml-syntax")
                .hasSize(1);
    }

    static Stream<String> largeTexts() {
        int n = 4_000_000;
        return Stream.of(
                "a".repeat(n),
                "'" + "a".repeat(n) + "'",
                "\"" + "a".repeat(n),
                "a: |\n " + "b".repeat(n),
                "a: >\n" + " b\n".repeat(n / 3),
                "#" + "a".repeat(n),
                " ".repeat(n),
                "\n".repeat(n),
                "!" + "a".repeat(n) + " x",
                "&" + "a".repeat(n) + " x",
                "*" + "a".repeat(n),
                "%" + "a".repeat(n),
                "? " + "a".repeat(n) + "\n: b",
                "a: " + "${a} ".repeat(n / 5),
                "[" + "a,".repeat(n / 2) + "]",
                "[" + "&a a,".repeat(n / 5) + "]",
                "a: b\n".repeat(n / 5),
                "- a\n".repeat(n / 4),
                "1" + "0".repeat(n - 1),
                "0x" + "f".repeat(n - 2),
                "1." + "0".repeat(n - 2),
                "a:".repeat(n / 2),
                "-".repeat(n),
                "\u2028".repeat(n / 3));
    }

    @ParameterizedTest
    @MethodSource("largeTexts")
    void aLargeTextIsAnErrorInLittleTime(String yaml) {
        assertThat(codes(yaml)).isNotEmpty().hasSizeLessThan(1002);
    }

    @Test
    void moreThan4MibAreTooLarge() {
        assertThat(new RecipeFixture(folder).problems("#".repeat((4 << 20) + 1)))
                .containsExactly("1:1: the recipe is larger than 4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", ".inf", "-.inf", ".nan", "0.5"})
    void numbersWithAFractionAreNeverComputed(String number) {
        assertThat(new RecipeFixture(folder).stepProblems("op: set-feature\ngroup: g\nbit: " + number))
                .containsExactly("7:10: /steps/0/bit: must be a whole number, not " + number);
    }

    @Test
    void aNumberOfManyDigitsIsRefusedBeforeItIsConverted() {
        assertThat(new RecipeFixture(folder).stepProblems("op: set-feature\ngroup: g\nbit: " + "9".repeat(3_000_000)))
                .containsExactly("7:10: /steps/0/bit: the number has more than 1000 digits");
    }

    @Test
    void longKeysOverManyValuesDoNotMultiply() {
        String key = "k".repeat(250);
        String yaml = (key + ": {").repeat(14) + key + ": [" + "!x a,".repeat(49_000) + "]" + "}".repeat(14);
        assertThat(codes("a: {" + yaml + "}")).hasSizeLessThan(1002);
    }

    @Test
    void manyProblemsAreCutOff() {
        List<String> codes = codes("cowhand: 1\nname: x\nimages: [" + "1, ".repeat(90_000) + "]\nsteps: []\n");
        assertThat(codes).hasSize(1001).endsWith("too-many-problems");
    }

    @Test
    void manyWrongStepsAreCheckedInLittleTime() {
        assertThat(codes(RecipeFixture.steps("op: set-feature\nbit: 99")
                        + "  - {op: set-feature, bit: 99}\n".repeat(30_000)))
                .hasSize(1001);
    }
}

package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.Binding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeMistakesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "downgrade, qemu-img amend -o compat=0.10",
        "set-cluster-size, qemu-img convert",
        "encrypt, encrypt.format=luks",
        "resize, qemu-img resize"
    })
    void whatIsNoChangeOfTheHeaderAloneIsRefusedWithTheCommandThatDoesIt(String operation, String command) {
        assertThat(new RecipeFixture(folder).stepProblems("op: " + operation))
                .singleElement()
                .asString()
                .startsWith("5:9: /steps/0/op: there is no operation \"" + operation
                        + "\": this changes more than the header")
                .contains(command);
    }

    @Test
    void sixMistakesAreSixProblemsInTheOrderOfTheirPlaces() {
        List<String> problems = new RecipeFixture(folder).problems("""
            cowhand: 1
            name: six
            images:
              - a.qcow2
            steps:
              - op: stmap
                magic: 1
              - op: stamp
                magic: 5
                text: a
                colour: red
              - op: set-feature
                feature: 7
              - op: stamp
                text: a
              - op: stamp
                magic: 0
                text: a
              - op: danger
                unsafe: true
                unsafe: false
            """);
        assertThat(problems)
                .containsExactly(
                        "6:9: /steps/0/op: unknown operation \"stmap\"; did you mean \"stamp\"?",
                        "11:5: /steps/1/colour: unknown key \"colour\"; known keys: "
                                + "op, name, when, unsafe, magic, text, hex, file, if-present",
                        "13:14: /steps/2/feature: must be text; 7 is a number here: quote it (\"7\")",
                        "14:5: /steps/3: \"magic\" is missing (The extension's type)",
                        "17:12: /steps/4/magic: 0 ends the extensions",
                        "21:5: /steps/5/unsafe: duplicate key \"unsafe\"; it is first given in line 20");
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(
                        "op: stamp\nmagick: 1\ntext: a",
                        "6:5: /steps/0/magick: unknown key \"magick\"; did you mean \"magic\"?"),
                Arguments.of(
                        "op: stamp\nmagic: 1\ntxt: a",
                        "7:5: /steps/0/txt: unknown key \"txt\"; did you mean \"text\"?"),
                Arguments.of("name: x", "5:5: /steps/0: \"op\" is missing (The operation)"),
                Arguments.of("op: 5", "5:9: /steps/0/op: must be text; 5 is a number here: quote it (\"5\")"),
                Arguments.of("[a]", "5:5: /steps/0: must be a mapping, not a list"),
                Arguments.of("op: stamp\nmagic: 1", "5:5: /steps/0: give exactly one of text, hex, file"),
                Arguments.of(
                        "op: stamp\nmagic: 1\nhex: a\nfile: b",
                        "5:5: /steps/0: give exactly one of text, hex, file; hex and file are given"),
                Arguments.of(
                        "op: stamp\nmagic: 1\ntext: 0.10",
                        "7:11: /steps/0/text: must be text; 0.10 is a number here: quote it (\"0.10\")"),
                Arguments.of(
                        "op: stamp\nmagic: 1\ntext: 12e4567",
                        "7:11: /steps/0/text: must be text; 12e4567 is a number here: quote it (\"12e4567\")"),
                Arguments.of(
                        "op: stamp\nmagic: 1\ntext: True",
                        "7:11: /steps/0/text: must be text; True is a boolean here: quote it (\"True\")"),
                Arguments.of(
                        "op: stamp\nmagic: 1\ntext: null",
                        "7:11: /steps/0/text: must be text; null means no value here: quote it (\"null\")"),
                Arguments.of("op: stamp\nmagic: 1\ntext:", "7:10: /steps/0/text: must be text; no value is given"),
                Arguments.of("op: stamp\nmagic: 1\ntext: {a: b}", "7:11: /steps/0/text: must be text, not a mapping"),
                Arguments.of(
                        "op: stamp\nmagic: 1\ntext: a\nif-present: keeep",
                        "8:17: /steps/0/if-present: \"keeep\" is not one of replace, keep; did you mean \"keep\"?"),
                Arguments.of(
                        "op: stamp\nmagic: lables\ntext: a",
                        "6:12: /steps/0/magic: \"lables\" is not one of backing-format, labels; did you mean"
                                + " \"labels\"?"),
                Arguments.of(
                        "op: stamp\nmagic: -1\ntext: a", "6:12: /steps/0/magic: must be from 0 to 4294967295, not -1"),
                Arguments.of(
                        "op: stamp\nmagic: true\ntext: a",
                        "6:12: /steps/0/magic: must be a whole number from 0 to 4294967295, or one of backing-format,"
                                + " labels"),
                Arguments.of(
                        "op: set-feature\nbit: 5",
                        "5:5: /steps/0: give either group with bit, or feature; bit is given"),
                Arguments.of("op: set-feature\ngroup: g\nbit: 64", "7:10: /steps/0/bit: must be from 0 to 63, not 64"),
                Arguments.of(
                        "op: set-feature\ngroup: g\nbit: '5'",
                        "7:10: /steps/0/bit: must be a whole number; \"5\" is text here: write it without quotes"),
                Arguments.of(
                        "op: set-feature\ngroup: g\nbit: 05",
                        "7:10: /steps/0/bit: must be a whole number; \"05\" is text here, as a number has no leading"
                                + " zeros"),
                Arguments.of(
                        "op: set-labels\ndeep: yes",
                        "6:11: /steps/0/deep: must be true or false; \"yes\" is text here: write true"),
                Arguments.of("op: set-labels\nkeys: a", "6:11: /steps/0/keys: must be a list; \"a\" is text here"),
                Arguments.of("op: set-labels\nkeys: []", "6:11: /steps/0/keys: must not be empty"),
                Arguments.of("op: set-labels\nkeys: [a, a]", "6:11: /steps/0/keys: contains the same entry twice"),
                Arguments.of("op: set-labels\nkeys: [a, A]", "6:15: /steps/0/keys/1: \"A\" does not match ^[a-z]+$"),
                Arguments.of("op: set-labels\nlabels: {}", "6:13: /steps/0/labels: must not be empty"),
                Arguments.of(
                        "op: set-labels\nlabels: {a/b~c: 1}",
                        "6:21: /steps/0/labels/a~1b~0c: must be text; 1 is a number here: quote it (\"1\")"),
                Arguments.of(
                        "op: set-labels\nlabels: {a: '${x}'}", "6:20: /steps/0/labels/a: there is no variable named x"),
                Arguments.of("op: danger", "5:5: /steps/0: this operation needs \"unsafe: true\""),
                Arguments.of(
                        "op: danger\nunsafe: false", "6:13: /steps/0/unsafe: this operation needs \"unsafe: true\""),
                Arguments.of("op: danger\nunsafe: true\nwhen: x", "7:11: /steps/0/when: there is no variable named x"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void oneMistakeInAStepIsOneProblem(String step, String problem) {
        assertThat(new RecipeFixture(folder).stepProblems(step)).containsExactly(problem);
    }

    @Test
    void mistakesInTheFrameAreLocated() {
        assertThat(new RecipeFixture(folder).problems("""
            cowhand: 2
            name: ''
            images: [5, {}, {path: a, exclud: b}, {path: '${a}'}, "a\\0b"]
            colour: {}
            steps: []
            not-qcow2: skp
            on-error: false
            """))
                .containsExactly(
                        "1:10: /cowhand: this version of Cowhand reads recipes of version 1, not 2",
                        "2:7: /name: must not be empty",
                        "3:10: /images/0: must be text or a mapping; 5 is a number here: quote it (\"5\")",
                        "3:13: /images/1: give at least one of path, list",
                        "3:27: /images/2/exclud: unknown key \"exclud\"; did you mean \"exclude\"?",
                        "3:49: /images/3/path: there is no variable named a",
                        "3:55: /images/4: \"a\0b\" is not a valid path or pattern: it contains a NUL character,"
                                + " which no file name can contain",
                        "4:1: /colour: unknown key \"colour\"; known keys: "
                                + "cowhand, name, description, vars, images, bases, where, steps, expect, rollout, not-qcow2, links, …",
                        "5:8: /steps: must not be empty",
                        "6:12: /not-qcow2: \"skp\" is not one of fail, skip; did you mean \"skip\"?",
                        "7:11: /on-error: must be text; false is a boolean here: quote it (\"false\")");
    }

    @Test
    void whatIsMissingFromTheFrameIsSaidWithItsPurpose() {
        assertThat(new RecipeFixture(folder).problems("cowhand: 1\nname: x\nimage: [a]\n"))
                .containsExactly(
                        "1:1: \"steps\" is missing (What to do to each image, in order)",
                        "3:1: /image: unknown key \"image\"; did you mean \"images\"?");
    }

    @Test
    void aHandlersRefusalIsReportedBesideMistakesInOtherSteps() {
        TestOperation picky = new TestOperation(
                "picky",
                "{\"properties\": {\"a\": {\"type\": \"string\"}}}",
                false,
                arguments -> new Binding.Invalid(List.of(
                        new Binding.ArgumentProblem("a", "is odd"), new Binding.ArgumentProblem("", "not today"))));
        assertThat(new RecipeFixture(folder, picky)
                        .problems(RecipeFixture.steps("op: picky\na: b", "op: stamp\ntext: a", "op: picky")))
                .containsExactly(
                        "5:5: /steps/0: not today",
                        "6:8: /steps/0/a: is odd",
                        "7:5: /steps/1: \"magic\" is missing (The extension's type)",
                        "9:5: /steps/2: is odd",
                        "9:5: /steps/2: not today");
    }

    @Test
    void anAliasedMistakeIsReportedOnce() {
        assertThat(new RecipeFixture(folder).stepProblems("op: set-labels\nlabels: {a: &x 5, b: *x}"))
                .containsExactly("6:17: /steps/0/labels/a: must be text; 5 is a number here: quote it (\"5\")");
    }

    @Test
    void longWordsAreShortened() {
        assertThat(new RecipeFixture(folder).stepProblems("op: " + "ä".repeat(100_000)))
                .containsExactly(
                        "5:9: /steps/0/op: unknown operation \"" + "ä".repeat(40) + "…\"; \"cowhand ops\" lists them");
    }
}

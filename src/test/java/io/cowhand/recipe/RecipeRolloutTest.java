package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.Portion;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recipe says of its rollout. */
class RecipeRolloutTest {

    private static final String HEAD =
            "cowhand: 1\nname: test\nimages: [a.qcow2]\nsteps: [{op: stamp, magic: 1, text: a}]\n";

    @TempDir
    Path folder;

    private Rollout rollout(String keys) {
        return new RecipeFixture(folder).recipe(HEAD + keys).rollout();
    }

    @Test
    void withoutTheKeysNothingIsExpectedAndNothingStops() {
        assertThat(rollout("")).isEqualTo(Rollout.NONE);
    }

    @Test
    void wavesAreNumbersAndPercentages() {
        Rollout rollout = rollout("rollout: {waves: [1, 10, 5%, 100%], max-failures: 1%}");

        assertThat(rollout.waves().ends()).hasToString("[1, 10, 5%, 100%]");
        assertThat(rollout.maxFailures()).contains(new Portion(1, true));
        assertThat(rollout.expectation().isNone()).isTrue();
        assertThat(rollout("rollout: {max-failures: 0}").maxFailures()).contains(new Portion(0, false));
        assertThat(rollout("rollout: {waves: [100%]}").maxFailures()).isEmpty();
    }

    @Test
    void anExpectationIsNotMetOutsideOfItsBounds() {
        Expectation expectation = rollout("expect:\n  images: {min: 3, max: 5}\n  changes: {max: 2}\n")
                .expectation();

        assertThat(expectation.problems(3, 0)).isEmpty();
        assertThat(expectation.problems(5, 2)).isEmpty();
        assertThat(expectation.problems(2, 0).stream().map(Problem::message))
                .containsExactly("expect: images: the recipe is for 2 images, but at least 3 are expected");
        assertThat(expectation.problems(6, 3).stream().map(Problem::message))
                .containsExactly(
                        "expect: images: the recipe is for 6 images, but at most 5 are expected",
                        "expect: changes: 3 images would change, but at most 2 are expected");
        assertThat(expectation.problems(6, 3)).extracting(Problem::code).containsOnly("expectation-failed");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("rollout: {}", "5:10: /rollout: must not be empty"),
                Arguments.of("rollout: {waves: []}", "5:18: /rollout/waves: must not be empty"),
                Arguments.of("rollout: {waves: 5}", "5:18: /rollout/waves: must be a list, not 5"),
                Arguments.of(
                        "rollout: {wave: [100%]}",
                        "5:11: /rollout/wave: unknown key \"wave\"; did you mean \"waves\"?"),
                Arguments.of(
                        "rollout: {waves: [10, 1, 100%]}",
                        "5:23: /rollout/waves/1: waves must grow, but 1 follows 10: each entry counts all images up to"
                                + " the end of its wave"),
                Arguments.of(
                        "rollout: {waves: [5%, 20, 5%, 100%]}",
                        "5:27: /rollout/waves/2: waves must grow, but 5% follows 5%: each entry counts all images up to"
                                + " the end of its wave"),
                Arguments.of(
                        "rollout: {waves: [1, 50%]}",
                        "5:22: /rollout/waves/1: the last wave must be 100%, not 50%, so that each image is in a wave;"
                                + " --until-wave ends a run earlier"),
                Arguments.of("rollout: {waves: [100%, 2000]}", "5:25: /rollout/waves/1: no wave can follow 100%"),
                Arguments.of(
                        "rollout: {waves: [0, 100%]}", "5:19: /rollout/waves/0: must be from 1 to 999999999, not 0"),
                Arguments.of(
                        "rollout: {waves: [101%, 100%]}",
                        "5:19: /rollout/waves/0: must be a number of images such as 10, or a percentage from 1% to 100%,"
                                + " not \"101%\""),
                Arguments.of(
                        "rollout: {waves: ['10', 100%]}",
                        "5:19: /rollout/waves/0: must be a number of images such as 10, or a percentage from 1% to 100%,"
                                + " not \"10\""),
                Arguments.of(
                        "rollout: {waves: [2.5, 100%]}",
                        "5:19: /rollout/waves/0: must be a number of images such as 10, or a percentage from 1% to 100%,"
                                + " not 2.5"),
                Arguments.of(
                        "rollout: {max-failures: [1]}",
                        "5:25: /rollout/max-failures: must be a number of images such as 10, or a percentage from 1% to"
                                + " 100%, not a list"),
                Arguments.of(
                        "rollout: {max-failures: -1}",
                        "5:25: /rollout/max-failures: must be from 0 to 999999999, not -1"),
                Arguments.of(
                        "rollout: {max-failures: 0%}",
                        "5:25: /rollout/max-failures: must be a number of images such as 10, or a percentage from 1% to"
                                + " 100%, not \"0%\""),
                Arguments.of("expect: {}", "5:9: /expect: must not be empty"),
                Arguments.of("expect: {images: {}}", "5:18: /expect/images: must not be empty"),
                Arguments.of(
                        "expect: {images: {min: 5, max: 4}}",
                        "5:32: /expect/images/max: must be at least min, which is 5"),
                Arguments.of(
                        "expect: {changes: {max: 5%}}",
                        "5:25: /expect/changes/max: must be a whole number; \"5%\" is text here"),
                Arguments.of(
                        "expect: {image: {min: 5}}",
                        "5:10: /expect/image: unknown key \"image\"; did you mean \"images\"?"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeIsOneProblem(String keys, String problem) {
        assertThat(new RecipeFixture(folder).problems(HEAD + keys)).containsExactly(problem);
    }

    @Test
    void severalMistakesAreSeveralProblems() {
        List<String> problems =
                new RecipeFixture(folder).problems(HEAD + "rollout: {waves: [5, 5, 3%, 2%], max-failures: x}\n");

        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("5 follows 5");
    }
}

package io.cowhand.plan;

import static io.cowhand.plan.Plans.edit;
import static io.cowhand.plan.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.step.Step;
import io.cowhand.testing.HeaderBytes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A recipe that would change its own result again is warned of. */
class SecondApplicationTest {

    private static final HeaderBytes V3 = HeaderBytes.v3(16);
    private static final HeaderBytes OVERLAY =
            V3.extension(0xe2792acaL, "qcow2").backing("/old/base");
    private static final String ADD = "{op: add-extension, magic: 0xabcd, text: x}";
    private static final String NORMALIZE = "{op: normalize}";

    static Stream<Arguments> changingAgain() {
        return Stream.of(
                arguments(HeaderBytes.v2(16), List.of(NORMALIZE, "{op: upgrade}"), 1, "extension feature-names"),
                arguments(
                        OVERLAY,
                        List.of(
                                "{op: move-backing, from: /new, to: /newer}",
                                "{op: move-backing, from: /old, to: /new}"),
                        1,
                        "backing_file"),
                // The first two take turns, and nothing of that lasts.
                arguments(
                        OVERLAY,
                        List.of(
                                "{op: set-feature, group: compatible, bit: 40}",
                                "{op: clear-feature, group: compatible, bit: 40}",
                                "{op: move-backing, from: /new, to: /newer}",
                                ADD,
                                "{op: move-backing, from: /old, to: /new}"),
                        3,
                        "backing_file"),
                arguments(
                        V3.extension(0xabce, "1").extension(0xabce, "2"),
                        List.of(ADD, "{op: remove-extension, magic: 0xabce, occurrence: first}"),
                        2,
                        "extension 0x0000abce"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("changingAgain")
    void whatWouldChangeAgainIsNamedAtTheFirstStepThatDoes(
            HeaderBytes image, List<String> steps, int step, String what) {
        assertThat(edit(image.facts(65536, 1 << 20), steps.toArray(String[]::new))
                        .problems())
                .filteredOn(problem -> problem.problem().code().equals("not-idempotent"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.step()).isEqualTo(step))
                .satisfies(problem -> assertThat(problem.problem().message()).contains(what, "order"));
    }

    static Stream<Arguments> settled() {
        return Stream.of(
                arguments(HeaderBytes.v2(16), List.of("{op: upgrade}", NORMALIZE)),
                arguments(
                        OVERLAY,
                        List.of(
                                "{op: move-backing, from: /old, to: /new}",
                                "{op: set-backing-format, format: qcow2}",
                                ADD)),
                // The first changes what the second changes back.
                arguments(
                        OVERLAY,
                        List.of(
                                "{op: move-backing, from: /old, to: /new}",
                                "{op: move-backing, from: /new, to: /old}",
                                ADD)),
                // What refuses the second time is not done again.
                arguments(
                        V3,
                        List.of(
                                "{op: add-extension, magic: 0xabcd, text: x, if-present: fail}",
                                "{op: set-feature, feature: lazy-refcounts}")),
                // What lies over the header is not what a reader would see.
                arguments(V3.u8(105, 0), List.of("{op: poke, offset: 105, hex: '01', unsafe: true}", NORMALIZE)),
                arguments(V3.u64(88, 0xf0), List.of(ADD, "{op: set-feature, group: autoclear, bit: 9}")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("settled")
    void whatStaysAsItIsIsNotWarnedOf(HeaderBytes image, List<String> steps) {
        assertThat(edit(image.facts(65536, 1 << 20), steps.toArray(String[]::new))
                        .problems())
                .extracting(problem -> problem.problem().code())
                .doesNotContain("not-idempotent");
    }

    @Test
    void aReplacementThatMatchesAgainIsWarnedOfOnce() {
        assertThat(edit(OVERLAY.facts(), ADD, "{op: move-backing, from: /old, to: /old/er}")
                        .problems())
                .extracting(problem -> problem.problem().code())
                .containsExactly("replacement-matches-again");
    }

    @Test
    void aSingleStepIsNotRunTwice() {
        AtomicInteger calls = new AtomicInteger();
        HeaderEdit growing = facts -> {
            calls.incrementAndGet();
            return HeaderEdit.edited(facts.header()
                    .with(facts.header()
                            .extensionsWith(
                                    0xabcd,
                                    Bytes.zeros(facts.header().extensions().size() + 1),
                                    0)));
        };
        new Planner(List.of(new Step(1, "growing", false, growing))).plan(V3.facts());
        assertThat(calls).hasValue(1);
    }

    @Test
    void anImageThatDoesNotChangeIsNotRunTwice() {
        AtomicInteger calls = new AtomicInteger();
        HeaderEdit counting = facts -> {
            calls.incrementAndGet();
            return HeaderEdit.edited(facts.header());
        };
        ImagePlan plan = new Planner(List.of(new Step(1, "a", false, counting), new Step(2, "b", false, counting)))
                .plan(V3.facts());
        assertThat(plan).isInstanceOf(ImagePlan.Unchanged.class);
        assertThat(calls).hasValue(2);
        assertThat(plan(V3.facts())).isInstanceOf(ImagePlan.Unchanged.class);
    }
}

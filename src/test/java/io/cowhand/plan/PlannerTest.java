package io.cowhand.plan;

import static io.cowhand.plan.Plans.edit;
import static io.cowhand.plan.Plans.plan;
import static io.cowhand.plan.Plans.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.expression.Expression;
import io.cowhand.expression.ExpressionCompiler;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import io.cowhand.step.StepEdit;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Steps;
import io.cowhand.undo.UndoClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How steps become changes and sectors; what keeps an image from harm is in {@link DoNoHarmTest}. */
class PlannerTest {

    private static final HeaderBytes V3 = HeaderBytes.v3(16);
    private static final HeaderBytes OVERLAY =
            V3.extension(0xe2792acaL, "qcow2").backing("/old/base");
    private static final String SET_40 = "{op: set-feature, group: compatible, bit: 40}";
    private static final String CLEAR_40 = "{op: clear-feature, group: compatible, bit: 40}";
    private static final String ADD = "{op: add-extension, magic: 0xabcd, text: x}";
    private static final String REMOVE = "{op: remove-extension, magic: 0xabcd}";

    static Stream<Arguments> cancelling() {
        return Stream.of(
                arguments(V3, List.of(SET_40, CLEAR_40)),
                arguments(V3, List.of(ADD, REMOVE)),
                arguments(OVERLAY, List.of(ADD, SET_40, REMOVE, CLEAR_40)),
                arguments(
                        OVERLAY,
                        List.of(
                                "{op: move-backing, from: /old, to: /a/longer/one}",
                                "{op: move-backing, from: /a/longer/one, to: /old}")),
                arguments(V3.u64(88, 0x80), List.of(ADD, REMOVE)),
                arguments(V3, List.of()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cancelling")
    void stepsThatCancelOutLeaveTheImageUnchanged(HeaderBytes image, List<String> steps) {
        assertThat(plan(image.facts(), steps.toArray(String[]::new))).isInstanceOf(ImagePlan.Unchanged.class);
    }

    /** The steps run twice, the second time on their result. */
    @ParameterizedTest
    @CsvSource({"name, 1", "row, 1", "in_use, 1", "backing_file, 2", "backing, 2", "labels, 2"})
    void whatReadsNoHeaderIsEvaluatedOnce(String variable, int times) {
        AtomicInteger evaluated = new AtomicInteger();
        StepEdit counting = new StepEdit() {
            @Override
            public HeaderEdit of(Scope scope) {
                evaluated.incrementAndGet();
                return facts -> HeaderEdit.edited(facts.header());
            }

            @Override
            public Set<String> reads() {
                return Set.of(variable);
            }
        };
        Step first = new Step(1, "test", false, false, Optional.empty(), counting);
        Step second = Steps.of(ADD, SET_40).get(1);
        assertThat(new Planner(List.of(first, second)).plan(V3.facts())).isInstanceOf(ImagePlan.Edit.class);
        assertThat(evaluated).hasValue(times);
    }

    @Test
    void aFieldThatMakesTheRestUnreadableIsTheOnlyChange() {
        ImagePlan.Edit edit = edit(OVERLAY.facts(), "{op: set-field, field: cluster_bits, value: 99, unsafe: true}");
        assertThat(edit.changes())
                .singleElement()
                .extracting(change -> change.change().name())
                .isEqualTo("cluster_bits");
    }

    @Test
    void aHeaderThatWouldGoOnBehindTheFirstClusterIsRefused() {
        // One extension that fills the cluster, so that there is no end marker.
        ImageFacts full = HeaderBytes.v3(9).u32(112, 0xabcd).u32(116, 512 - 120).facts();
        assertThat(refusal(full, "{op: set-field, field: cluster_bits, value: 16, unsafe: true}")
                        .problem()
                        .code())
                .isEqualTo("layout-unknown");
        assertThat(refusal(
                                HeaderBytes.v3(9).facts(),
                                "{op: set-field, field: cluster_bits, value: 16, unsafe: true}",
                                "{op: add-extension, magic: 0xabcd, hex: '" + "00".repeat(600) + "', unsafe: true}")
                        .problem()
                        .code())
                .isEqualTo("layout-unknown");
    }

    @Test
    void movingAStoreIntoAFolderOfItselfIsWarnedOf() {
        ImagePlan.Edit edit = edit(OVERLAY.facts(), "{op: move-backing, from: /old, to: /old/er}");
        assertThat(edit.problems())
                .extracting(problem -> problem.problem().code())
                .containsExactly("replacement-matches-again");
        assertThat(edit(OVERLAY.facts(), "{op: move-backing, from: /old, to: /older}")
                        .problems())
                .isEmpty();
    }

    @Test
    void eachChangeNamesItsStepInTheOrderOfTheSteps() {
        ImagePlan.Edit edit = edit(
                OVERLAY.facts(),
                "{op: set-feature, feature: lazy-refcounts}",
                CLEAR_40,
                "{op: set-backing, file: b, format: raw}",
                SET_40);
        assertThat(edit.changes())
                .extracting(change -> change.step() + " " + change.operation() + " "
                        + change.change().kind() + " " + change.change().name())
                .containsExactly(
                        "1 set-feature feature compatible/lazy-refcounts",
                        "3 set-backing extension backing-format",
                        "3 set-backing backing_file backing_file",
                        "4 set-feature feature compatible/bit-40");
    }

    @Test
    void aChangeBackAndForthIsToldWhereSomethingElseChanges() {
        assertThat(edit(V3.facts(), SET_40, CLEAR_40, ADD).changes())
                .extracting(PlannedChange::step)
                .containsExactly(1, 2, 3);
    }

    @Test
    void oneRefusedStepRefusesTheImage() {
        assertThat(refusal(V3.facts(), ADD, "{op: set-feature, feature: extended-l2}", SET_40)
                        .step())
                .isEqualTo(2);
    }

    static Stream<Arguments> autoclear() {
        return Stream.of(
                arguments("bits that nobody knows go", 0xf0, ADD, 0),
                arguments("bits that are known stay", 0xf1, ADD, 1),
                arguments("the highest one too", 1L << 63, ADD, 0),
                arguments(
                        "a bit that the recipe sets stays", 0xf0, "{op: set-feature, group: autoclear, bit: 9}", 0x200),
                arguments(
                        "a bit that the recipe sets again stays",
                        0xf0,
                        ADD + "\n{op: set-feature, group: autoclear, bit: 4}",
                        0x10),
                arguments(
                        "a bit that the recipe clears and sets stays",
                        0xf0,
                        "{op: clear-feature, group: autoclear, bit: 4}\n{op: set-feature, group: autoclear, bit: 4}\n"
                                + ADD,
                        0x10),
                arguments("a bit that the recipe clears", 0xf0, "{op: clear-feature, group: autoclear, bit: 4}", 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("autoclear")
    void unknownAutoclearBitsAreClearedLast(String what, long before, String steps, long after) {
        HeaderBytes image = V3.u64(88, before);
        String[] recipe = steps.split("\n");

        ImagePlan.Edit edit = edit(image.facts(), recipe);

        assertThat(edit.writes().result().number(88, 8)).isEqualTo(after);
        assertThat(edit.undo().undoClass()).isEqualTo(UndoClass.UNTOUCHED);
        List<PlannedChange> own =
                edit.changes().stream().dropWhile(change -> change.step() != 0).toList();
        assertThat(own).isNotEmpty().allSatisfy(change -> {
            assertThat(change.step()).isZero();
            assertThat(change.operation()).isEqualTo("autoclear");
            assertThat(change.change()).isInstanceOfSatisfying(Change.Feature.class, feature -> {
                assertThat(feature.before()).isTrue();
                assertThat(feature.after()).isFalse();
                assertThat(feature.name()).startsWith("autoclear/bit-");
            });
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {CLEAR_40, REMOVE, "{op: set-feature, group: autoclear, bit: 4}"})
    void unknownAutoclearBitsStayWhereNothingChanges(String step) {
        assertThat(plan(V3.u64(88, 0xf0).facts(), step)).isInstanceOf(ImagePlan.Unchanged.class);
    }

    @Test
    void version2HasNoAutoclearBits() {
        HeaderBytes image = HeaderBytes.v2(16).extension(0xe2792acaL, "qcow2").backing("b");
        ImagePlan.Edit edit = edit(image.facts(), "{op: set-backing, file: c, format: qcow2}");
        assertThat(edit.changes()).hasSize(1);
        assertThat(edit.undo().undoClass()).isEqualTo(UndoClass.SAME_BACKING);
    }

    @ParameterizedTest(name = "{0} bytes more than there is room for")
    @CsvSource({"1", "8", "100000"})
    void aHeaderThatDoesNotFitIsRefusedWithWhatItNeedsAndWhatThereIs(int more) {
        HeaderBytes image = HeaderBytes.v3(9);
        int room = 512 - 112 - 8 - 8;
        String step = "{op: add-extension, magic: 1, hex: '%s'%s}";
        String fits = "11".repeat(room);
        String tooLong = "11".repeat(room + more);
        int needed = 512 + (more + 7) / 8 * 8;

        for (String unsafe : List.of("", ", unsafe: true")) {
            StepProblem refusal = refusal(image.facts(), step.formatted(tooLong, unsafe));
            assertThat(refusal.problem().code()).isEqualTo("first-cluster-full");
            assertThat(refusal.problem().message()).contains(" " + needed + " bytes", " 512 are available");
        }
        assertThat(edit(image.facts(), step.formatted(fits, ""))
                        .writes()
                        .result()
                        .length())
                .isEqualTo(512);
    }

    @Test
    void aFullClusterIsNoMatterWhereALaterStepMakesRoom() {
        HeaderBytes image = HeaderBytes.v3(9).extension(1, 376);
        assertThat(refusal(image.facts(), ADD, "{op: remove-extension, magic: 1}")
                        .step())
                .isEqualTo(1);
        assertThat(edit(image.facts(), "{op: remove-extension, magic: 1}", ADD).changes())
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"3968, 4096", "3969, 4104", "60000, 60128", "65408, 65536"})
    void aHeaderThatGrowsBeyondTheWindowNeedsALargerOne(int payload, int end) {
        String step = "{op: add-extension, magic: 1, hex: '" + "00".repeat(payload) + "'}";
        ImageFacts facts = V3.facts(4096, 1 << 20);
        if (end <= 4096) {
            assertThat(plan(facts, step)).isInstanceOf(ImagePlan.Edit.class);
            return;
        }
        assertThat(plan(facts, step)).isEqualTo(new ImagePlan.NeedsWindow(end));
        int window = (end + 4095) / 4096 * 4096;
        assertThat(edit(V3.facts(window, 1 << 20), step).writes().result())
                .isEqualTo(V3.extension(1, payload).cluster().slice(0, window));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                ADD + "|ANYTIME",
                "{op: set-backing, file: /new/base, format: qcow2}|SAME_BACKING",
                "{op: set-backing, file: /old/base, format: raw}|UNTOUCHED",
                "{op: add-extension, magic: 0xabcd, text: x, unsafe: true}|UNTOUCHED",
                "{op: set-feature, group: autoclear, bit: 9}|UNTOUCHED",
                "{op: remove-backing, unsafe: true}|UNTOUCHED"
            })
    void theStrongestUndoClassOfTheStepsCounts(String step, UndoClass undo) {
        assertThat(edit(OVERLAY.facts(), step, SET_40).undo().undoClass()).isEqualTo(undo);
        assertThat(edit(OVERLAY.facts(), SET_40, step).undo().undoClass()).isEqualTo(undo);
    }

    @Test
    void aStepThatChangesNothingDoesNotCount() {
        assertThat(edit(V3.facts(), SET_40, "{op: remove-backing, unsafe: true}")
                        .undo()
                        .undoClass())
                .isEqualTo(UndoClass.ANYTIME);
    }

    private static final String POKE = "{op: poke, offset: 0, hex: 51 46 49 00, unsafe: true}";

    @Test
    void bytesAreLaidOverWhatAllOtherStepsMakeOfTheHeader() {
        ImagePlan.Edit edit = edit(V3.u64(88, 0x80).facts(), POKE, SET_40);

        assertThat(edit.changes())
                .extracting(change -> change.step() + " " + change.change().kind())
                .containsExactly("1 bytes", "2 feature", "0 feature");
        assertThat(edit.writes().result())
                .isEqualTo(V3.u32(0, 0x51464900).u64(80, 1L << 40).cluster().slice(0, 4096));
        assertThat(edit.undo().undoClass()).isEqualTo(UndoClass.UNTOUCHED);
    }

    @Test
    void bytesThatAreThereAlreadyChangeNothing() {
        String same = "{op: poke, offset: 0, hex: 51 46 49 fb, unsafe: true}";

        assertThat(plan(V3.facts(), same)).isInstanceOf(ImagePlan.Unchanged.class);
        assertThat(edit(V3.facts(), same, SET_40).changes()).hasSize(1);
        assertThat(edit(V3.facts(), same, SET_40).undo().undoClass()).isEqualTo(UndoClass.ANYTIME);
    }

    @Test
    void bytesMayGoAnywhereInTheFirstClusterAndNowhereElse() {
        String last = "{op: poke, offset: 65535, hex: '01', unsafe: true}";

        assertThat(plan(V3.facts(), last)).isEqualTo(new ImagePlan.NeedsWindow(65536));
        assertThat(edit(V3.facts(65536, 1 << 20), last).writes().change().offset())
                .isEqualTo(65024);
        assertThat(refusal(V3.facts(), "{op: poke, offset: 65535, hex: '0102', unsafe: true}")
                        .problem()
                        .code())
                .isEqualTo("outside-first-cluster");
    }

    @Test
    void anOperationThatLaysBytesOverWithoutSayingThatItIsUnsafeIsABug() {
        HeaderEdit sly = facts -> new HeaderEdit.Patched(0, Bytes.of(1));
        ImagePlan plan = new Planner(List.of(new Step(1, "sly", false, sly))).plan(V3.facts());

        assertThat(((ImagePlan.Refused) plan).problems().get(0).problem().code())
                .isEqualTo("operation-bug");
    }

    static Stream<HeaderEdit> defects() {
        return Stream.of(
                facts -> {
                    throw new AssertionError("boom");
                },
                facts -> null,
                facts -> new HeaderEdit.Edited(null, UndoClass.ANYTIME, List.of()),
                facts -> new HeaderEdit.Edited(V3.u64(80, 1).facts().header(), null, List.of()),
                facts -> new HeaderEdit.Refused(List.of()));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aDefectOfAnOperationRefusesTheImageAndNamesTheStep(HeaderEdit defective) {
        ImagePlan plan = new Planner(List.of(new Step(1, "defective", true, defective))).plan(V3.facts());

        StepProblem problem = ((ImagePlan.Refused) plan).problems().get(0);
        assertThat(problem.problem().code()).isEqualTo("operation-bug");
        assertThat(problem.step()).isEqualTo(1);
    }

    @Test
    void whoAsksForTheFirstClusterGetsItOnce() {
        HeaderEdit endless = facts -> new HeaderEdit.NeedsFirstCluster();
        Planner planner = new Planner(List.of(new Step(1, "endless", false, endless)));

        assertThat(planner.plan(V3.facts())).isEqualTo(new ImagePlan.NeedsWindow(65536));
        assertThat(planner.plan(V3.facts(65536, 1 << 20))).isInstanceOf(ImagePlan.Refused.class);
    }

    private static Planner where(String condition) {
        Expression expression = (Expression) new ExpressionCompiler(Map.of(), Set.of()).compile(condition);
        return new Planner(Steps.of(ADD), Optional.of(new Condition(expression, "where")));
    }

    @Test
    void theProblemsThatAnExpressionReadsAreThoseOfTheWholeFirstCluster() {
        HeaderBytes hidden = V3.u32(40000, 0x01020304);
        Planner planner = where("!(\"unowned-data\" in problems)");

        assertThat(planner.plan(hidden.facts())).isEqualTo(new ImagePlan.NeedsWindow(65536));
        assertThat(planner.plan(hidden.facts(65536, 1 << 20))).isInstanceOf(ImagePlan.Skipped.class);
        assertThat(planner.plan(V3.facts(65536, 1 << 20))).isInstanceOf(ImagePlan.Edit.class);
        assertThat(where("version == 2").plan(hidden.facts())).isInstanceOf(ImagePlan.Skipped.class);
    }

    @Test
    void bytesThatNormalizeWipesOutAreAChangeAndNeedUnsafe() {
        ImageFacts hidden = HeaderBytes.v3(12).u32(4000, 0x01020304).facts();

        assertThat(refusal(hidden, "{op: normalize}").problem().code()).isEqualTo("unknown-data-in-the-way");
        ImagePlan.Edit edit = edit(hidden, "{op: normalize, unsafe: true}");
        assertThat(edit.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.change())
                        .isEqualTo(new Change.RawBytes(4000, Bytes.of(1, 2, 3, 4), Bytes.zeros(4))));
        assertThat(edit.writes().result()).isEqualTo(HeaderBytes.v3(12).cluster());
    }

    @Test
    void paddingAndTheEndMarkersDataThatAreLostAreChanges() {
        HeaderBytes padded =
                HeaderBytes.v3(12).extension(0xabcd, "x").u8(125, 7).u32(132, 8);

        assertThat(edit(padded.facts(), "{op: normalize}").changes())
                .extracting(PlannedChange::change)
                .containsExactly(
                        new Change.RawBytes(121, Bytes.of(0, 0, 0, 0, 7, 0, 0), Bytes.zeros(7)),
                        new Change.RawBytes(135, Bytes.of(8), Bytes.of(0)));
    }

    @Test
    void whereTheClusterSizeIsNotKnownNoMoreThanTheSmallestClusterIsTheHeaders() {
        HeaderBytes image = HeaderBytes.v3(12).u32(20, 8);
        String mend = "{op: set-field, field: cluster_bits, value: 16, unsafe: true}";

        assertThat(refusal(
                                image.facts(4096, 1 << 20),
                                mend,
                                ADD.replace("text: x", "hex: '" + "00".repeat(600) + "', unsafe: true"))
                        .problem()
                        .code())
                .isEqualTo("layout-unknown");
        assertThat(refusal(image.facts(4096, 1 << 20), mend, "{op: poke, offset: 600, hex: '00', unsafe: true}")
                        .problem()
                        .code())
                .isEqualTo("outside-first-cluster");
    }

    @Test
    void aNameThatMerelyMovesIsAChangeOfBytes() {
        // Eight bytes between the end marker and the name.
        ImageFacts gap = HeaderBytes.v3(12).u64(8, 128).u32(16, 1).u8(128, 'b').facts();

        ImagePlan.Edit edit = edit(gap, "{op: normalize}");

        assertThat(edit.changes()).extracting(change -> change.change().kind()).containsExactly("bytes");
        assertThat(edit.writes().result())
                .isEqualTo(HeaderBytes.v3(12).backing("b").cluster());
    }

    static Stream<Arguments> notLasting() {
        return Stream.of(
                arguments(V3, "{op: add-extension, magic: feature-names, hex: '00'}", "qemu-drops-extension"),
                arguments(HeaderBytes.v3(12), "{op: feature-names, mode: canonical}", "qemu-drops-extension"),
                arguments(V3, "{op: add-extension, magic: data-file, text: x, unsafe: true}", "qemu-drops-extension"),
                arguments(
                        V3.backing("/old/base"),
                        "{op: add-extension, magic: backing-format, hex: '720061', unsafe: true}",
                        "qemu-drops-extension"),
                arguments(V3.extension(0x6803f857L, 48), "{op: feature-names, mode: none}", "qemu-writes-extension"),
                arguments(V3, "{op: set-feature, group: autoclear, bit: 40}", "qemu-clears-bit"),
                arguments(V3.extension(1, "x"), ADD, "qemu-reverses-extensions"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("notLasting")
    void whatQemuUndoesIsWarnedOf(HeaderBytes image, String step, String code) {
        assertThat(edit(image.facts(), step).problems())
                .extracting(problem -> problem.problem().code())
                .containsExactly(code);
    }

    @Test
    void whatLastsIsNotWarnedOf() {
        assertThat(edit(V3.facts(), "{op: feature-names, mode: canonical}", ADD).problems())
                .isEmpty();
        assertThat(edit(
                                V3.extension(1, "x")
                                        .extension(2, "y")
                                        .backing("a")
                                        .facts(),
                                "{op: set-backing, file: b, format: raw}")
                        .problems())
                .isEmpty();
    }

    @Test
    void anImageDoesNotBecomeItsOwnBackingFile() {
        ImageFacts base = new ImageFacts(
                V3.backing("old").facts().header(),
                1 << 20,
                "store/base.qcow2",
                "/srv/store",
                Optional.empty(),
                Optional.empty(),
                List.of());
        for (String name : List.of("base.qcow2", "./base.qcow2", "/srv/store/base.qcow2", "../store/base.qcow2")) {
            assertThat(refusal(base, "{op: set-backing, format: qcow2, file: " + name + "}")
                            .problem()
                            .code())
                    .isEqualTo("backing-file-is-itself");
        }
        assertThat(edit(base, "{op: set-backing, format: qcow2, file: other/base.qcow2}")
                        .problems())
                .isEmpty();
    }

    @Test
    void aFormatThatQemuDoesNotKnowDoesNotComeIn() {
        for (String step : List.of(
                "{op: set-backing, file: b, format: qcwo2}",
                "{op: set-backing-format, format: QCOW2}",
                "{op: add-extension, magic: backing-format, text: qcwo2}")) {
            assertThat(refusal(V3.backing("base").facts(), step).problem().code())
                    .isEqualTo("backing-format-unknown");
        }
        assertThat(edit(V3.facts(), "{op: set-backing, format: qcwo2, file: b, unsafe: true}")
                        .problems())
                .isEmpty();
        ImageFacts before = V3.extension(FirstCluster.BACKING_FORMAT, "qcwo2")
                .backing("/a/b")
                .facts();
        assertThat(edit(before, "{op: move-backing, from: /a, to: /c}").problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: set-backing-format, format: raw, if-present: replace}",
                "{op: set-backing, file: /old/base, format: raw}",
                "{op: add-extension, magic: backing-format, text: raw}"
            })
    void anotherBackingFormatInThePlaceOfOneIsWarnedOfWhateverBringsIt(String step) {
        assertThat(edit(OVERLAY.facts(), SET_40, step).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.step()).isEqualTo(2))
                .satisfies(problem -> assertThat(problem.problem().code()).isEqualTo("backing-format-replaced"))
                .satisfies(problem -> assertThat(problem.problem().message()).contains("qcow2", "raw"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: set-backing-format, format: raw, if-present: keep}",
                "{op: set-backing, file: /new, format: qcow2}",
                "{op: remove-backing, unsafe: true}"
            })
    void aBackingFormatThatStaysOrGoesIsNotReplaced(String step) {
        assertThat(plan(OVERLAY.facts(), SET_40, step))
                .isInstanceOfSatisfying(
                        ImagePlan.Edit.class,
                        edit -> assertThat(edit.problems()).isEmpty());
        assertThat(edit(V3.backing("b").facts(), "{op: set-backing-format, format: raw}")
                        .problems())
                .isEmpty();
    }

    @Test
    void aBackingFormatThatBelongsToNoBackingFileIsNotReplaced() {
        assertThat(edit(
                                V3.extension(FirstCluster.BACKING_FORMAT, "qcow2")
                                        .facts(),
                                "{op: set-backing, file: b, format: raw, unsafe: true}")
                        .problems())
                .isEmpty();
    }

    @Test
    void aNameThatQemuTakesForAProtocolIsWarnedOfWhereAStepBringsIt() {
        for (String step : List.of(
                "{op: set-backing, format: raw, file: 'a:b.img'}",
                "{op: move-backing, from: /mnt, to: 'pool:x'}",
                "{op: replace-backing, pattern: /mnt, replacement: 'a:'}")) {
            assertThat(edit(V3.backing("/mnt/b").facts(), step).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.problem().code()).isEqualTo("backing-file-protocol"));
        }
        assertThat(edit(V3.backing("nbd:a").facts(), "{op: set-backing, format: raw, file: 'nbd:b'}")
                        .problems())
                .isEmpty();
    }

    @Test
    void anImageThatCannotBeUpgradedAndMayStayIsNamed() {
        assertThat(plan(HeaderBytes.v2(16).u32(60, 1).u64(64, 65_536).facts(), "{op: upgrade, if-not-possible: skip}"))
                .isInstanceOfSatisfying(
                        ImagePlan.Unchanged.class,
                        unchanged -> assertThat(unchanged.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(problem.problem().code()).isEqualTo("not-upgraded")));
    }

    static Stream<HeaderBytes> strayBytes() {
        return Stream.of(
                V3.u8(3000, 1), V3.u64(80, 1).u8(3000, 1), V3.backing("b").u8(200, 1));
    }

    @ParameterizedTest
    @MethodSource("strayBytes")
    void aDifferenceThatNoChangeAccountsForIsABugAndRefused(HeaderBytes result) {
        HeaderEdit faulty = facts -> HeaderEdit.edited(result.facts().header());
        ImagePlan plan = new Planner(List.of(new Step(1, "faulty", true, faulty))).plan(V3.facts());
        assertThat(plan)
                .isInstanceOfSatisfying(
                        ImagePlan.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(problem.problem().code()).isEqualTo("operation-bug")));
    }
}

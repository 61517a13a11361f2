package io.cowhand.plan;

import static io.cowhand.plan.Plans.edit;
import static io.cowhand.plan.Plans.plan;
import static io.cowhand.plan.Plans.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cowhand.fleet.StepProblem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.undo.UndoClass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence of "Do no harm" (product.md). */
class DoNoHarmTest {

    private static final HeaderBytes V3 = HeaderBytes.v3(16);
    private static final String HARMLESS = "{op: set-feature, group: compatible, bit: 40}";
    private static final String HARMLESS_UNSAFE = "{op: set-feature, group: compatible, bit: 40, unsafe: true}";
    private static final String ADD = "{op: add-extension, magic: 0xabcd, text: '12345678'}";

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("cluster-bits-out-of-range", V3.u32(20, 8)),
                arguments("cluster-bits-out-of-range", V3.u32(20, 0xffffffffL)),
                arguments("header-length-too-small", V3.u32(100, 103)),
                arguments("header-length-exceeds-cluster", V3.u32(100, 0xffffffffL)),
                arguments("backing-file-offset-invalid", V3.u64(8, -1)),
                arguments("backing-file-offset-in-header", V3.u64(8, 80).u32(16, 4)),
                arguments("backing-file-name-too-long", V3.u64(8, 1024).u32(16, 1024)),
                arguments("compression-type-unknown", V3.u8(104, 2)),
                arguments("compression-type-bit-mismatch", V3.u8(104, 1)),
                arguments("compression-type-bit-mismatch", V3.u64(72, 8)),
                arguments("unknown-incompatible-features", V3.u64(72, 32)),
                arguments("subclusters-too-small", HeaderBytes.v3(13).u64(72, 16)),
                arguments("refcount-order-too-large", V3.u32(96, 7)),
                arguments("crypt-method-unknown", V3.u32(32, 3)),
                arguments("encryption-header-missing", V3.u32(32, 2)),
                arguments("encryption-header-invalid", V3.extension(0x0537be77L, 16)),
                arguments("refcount-table-missing", V3.u32(56, 0)),
                arguments("refcount-table-invalid", V3.u64(48, 513)),
                arguments("snapshot-table-invalid", V3.u32(60, 65537)),
                arguments("l1-table-invalid", V3.u64(40, 1)),
                arguments("l1-table-too-small", V3.u32(36, 0)),
                arguments("size-too-large", V3.u64(24, -1)),
                arguments("extension-too-large", V3.u32(112, 1).u32(116, 0x7fffffff)),
                arguments("backing-format-too-long", V3.extension(0xe2792acaL, 16)),
                arguments("bitmaps-invalid", V3.extension(0x23852875L, 23)),
                arguments("corrupt", V3.u64(72, 2)),
                arguments("data-file-name-missing", V3.u64(72, 4)),
                arguments("raw-data-without-data-file", V3.u64(88, 2)),
                arguments("table-in-first-cluster", V3.u64(40, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void anImageThatBreaksARuleIsRefusedUnlessTheStepIsUnsafe(String code, HeaderBytes image) {
        ImageFacts facts = image.facts(4096, 1 << 20);

        StepProblem refusal = refusal(facts, HARMLESS);
        assertThat(refusal.step()).isEqualTo(1);
        assertThat(refusal.operation()).isEqualTo("set-feature");
        assertThat(plan(facts, HARMLESS))
                .isInstanceOfSatisfying(
                        ImagePlan.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(problem -> problem.problem().code())
                                .contains(code));

        assertThat(edit(facts, HARMLESS_UNSAFE).writes().result())
                .isEqualTo(image.u64(80, 1L << 40).cluster().slice(0, 4096));
    }

    @Test
    void everyStepThatIsNotUnsafeLooksAgain() {
        ImageFacts corrupt = V3.u64(72, 2).facts();
        String mend = "{op: clear-feature, feature: corrupt, unsafe: true}";
        String breaks = "{op: set-field, field: refcount_order, value: 7, unsafe: true}";

        assertThat(refusal(corrupt, HARMLESS, mend).step()).isEqualTo(1);
        assertThat(edit(corrupt, mend, HARMLESS).changes()).hasSize(2);
        assertThat(refusal(V3.facts(), HARMLESS, breaks, ADD).step()).isEqualTo(3);
        assertThat(refusal(V3.facts(), HARMLESS, breaks, ADD).problem().code()).isEqualTo("refcount-order-too-large");
        assertThat(edit(V3.facts(), breaks, "{op: set-feature, group: compatible, bit: 1, unsafe: true}")
                        .changes())
                .hasSize(2);
    }

    @Test
    void theDirtyBitIsNoReason() {
        assertThat(edit(V3.u64(72, 1).facts(), ADD).changes()).hasSize(1);
    }

    static Stream<Arguments> breaking() {
        HeaderBytes dataFile = V3.u64(72, 4).extension(0x44415441L, "data.raw");
        HeaderBytes luks =
                V3.u32(32, 2).extension(0x0537be77L, 16).u64(120, 4 << 16).u64(128, 4096);
        return Stream.of(
                arguments("{op: remove-extension, magic: data-file", dataFile, "data-file-name-missing"),
                arguments("{op: remove-extension, magic: encryption-header", luks, "encryption-header-missing"),
                arguments(
                        "{op: add-extension, magic: backing-format, text: 0123456789abcdef",
                        V3,
                        "backing-format-too-long"),
                arguments("{op: set-feature, group: incompatible, bit: 5", V3, "unknown-incompatible-features"),
                arguments("{op: set-feature, feature: corrupt", V3, "corrupt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaking")
    void aStepThatBreaksARuleIsRefusedUnlessItIsUnsafe(String step, HeaderBytes image, String code) {
        assertThat(refusal(image.facts(), step + "}").problem().code()).isEqualTo(code);
        assertThat(edit(image.facts(), step + ", unsafe: true}").changes())
                .singleElement()
                .satisfies(change -> assertThat(change.unsafe()).isTrue());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {HARMLESS, HARMLESS_UNSAFE})
    void aFileShorterThanItsFirstClusterIsRefusedEvenByUnsafeSteps(String step) {
        assertThat(refusal(V3.facts(4096, 65535), step).problem().code()).isEqualTo("file-shorter-than-first-cluster");
        assertThat(refusal(V3.facts(4096, 65535), step).step()).isZero();
        assertThat(plan(V3.facts(4096, 65536), step)).isInstanceOf(ImagePlan.Edit.class);
    }

    @Test
    void aHeaderDoesNotGrowOverBytesThatAreNotZeroUnlessTheStepIsUnsafe() {
        int lastOfNew = V3.extension(0xabcd, 8).end() - 1;
        String unsafe = ADD.replace("}", ", unsafe: true}");

        StepProblem refusal = refusal(V3.u8(lastOfNew, 1).facts(), ADD);
        assertThat(refusal.problem().code()).isEqualTo("unknown-data-in-the-way");
        assertThat(refusal.problem().message()).contains("offset " + lastOfNew);
        assertThat(edit(V3.u8(lastOfNew, 1).facts(), unsafe).undo().undoClass()).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(edit(V3.u8(lastOfNew + 1, 1).facts(), ADD).writes().result())
                .isEqualTo(V3.extension(0xabcd, "12345678")
                        .u8(lastOfNew + 1, 1)
                        .cluster()
                        .slice(0, 4096));
    }

    @Test
    void bytesBehindTheWindowThatWasReadFirstAreLookedAtToo() {
        String large = "{op: add-extension, magic: 1, hex: '" + "00".repeat(5000) + "'}";
        ImageFacts hidden = V3.u8(5000, 1).facts(8192, 1 << 20);

        assertThat(plan(V3.u8(5000, 1).facts(), large)).isInstanceOf(ImagePlan.NeedsWindow.class);
        assertThat(refusal(hidden, large).problem().code()).isEqualTo("unknown-data-in-the-way");
    }

    @Test
    void whatTheOldHeaderOwnedIsInNobodysWayAndBecomesZero() {
        HeaderBytes before = V3.extension(0xabcd, "something long").backing("/a/rather/long/name.qcow2");
        HeaderBytes after = V3.extension(0xabcd, "something long").backing("b");
        String step = "{op: replace-backing, pattern: .+, replacement: b}";
        assertThat(edit(before.facts(), step).writes().result())
                .isEqualTo(after.cluster().slice(0, 4096));
    }

    @Test
    void whatLiesBetweenTheExtensionsAndTheNameStaysWhenTheNameMovesUp() {
        HeaderBytes before = V3.u64(8, 1024).u32(16, 4).u32(1024, 0x62617365).u8(900, 7);
        HeaderBytes after = V3.extension(0xe2792acaL, "raw").backing("base").u8(900, 7);
        assertThat(edit(before.facts(), "{op: set-backing-format, format: raw}")
                        .writes()
                        .result())
                .isEqualTo(after.cluster().slice(0, 4096));
    }

    @Test
    void aHeaderDoesNotGrowOverBytesThatHappenToBeTheSame() {
        assertThat(refusal(V3.u8(120, '1').facts(), ADD).problem().code()).isEqualTo("unknown-data-in-the-way");
    }
}

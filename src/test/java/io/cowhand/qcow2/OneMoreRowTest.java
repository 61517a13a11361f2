package io.cowhand.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.ExtendedTable;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Steps;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A field or a type of extension that the specification gains is one row of a table, and nothing else. */
class OneMoreRowTest {

    /** With clusters of 4 KiB, for which QEMU writes no feature name table, so that it is in QEMU's own layout. */
    private static final HeaderBytes V3 = HeaderBytes.v3(12);

    private static final int FOO_COUNT_AT = 108;
    private static final long VENDOR = 0x56454e44L;

    private static String fooCount(String onRewrite) {
        return "FOO_COUNT(" + FOO_COUNT_AT + ", 4, 3, Kind.NUMBER, FieldRewrite." + onRewrite
                + ", \"\", \"Number of foos\")";
    }

    private static String vendor(String onRewrite) {
        return "VENDOR(" + VENDOR + "L, ExtensionPayload.Name::read, ExtensionRewrite." + onRewrite + ", \"\")";
    }

    @Test
    void aFieldInThePaddingIsReadJudgedSetAndKept() throws IOException, ReflectiveOperationException {
        ExtendedTable.with(HeaderField.class, fooCount("KEPT"), FieldThatQemuKeeps.class);
    }

    @Test
    void aFieldThatQemuDoesNotKnowIsZeroedByNormalize() throws IOException, ReflectiveOperationException {
        ExtendedTable.with(HeaderField.class, fooCount("ZEROED"), FieldThatQemuZeroes.class);
    }

    @Test
    void aFieldBehindThoseThatAreKnownIsNotUnknownAnyMore() throws IOException, ReflectiveOperationException {
        String row = "BAR_OFFSET(112, 8, 3, Kind.TABLE_OFFSET, KEPT, \"\", \"Offset of the bars\")";
        ExtendedTable.with(HeaderField.class, row, FieldBehindTheOthers.class);
    }

    @Test
    void anExtensionOfAVendorIsCarriedAlong() throws IOException, ReflectiveOperationException {
        ExtendedTable.with(ExtensionType.class, vendor("CARRIED"), ExtensionThatQemuCarries.class);
    }

    @Test
    void anExtensionThatQemuDropsIsWarnedOf() throws IOException, ReflectiveOperationException {
        ExtendedTable.with(ExtensionType.class, vendor("DROPPED"), ExtensionThatQemuDrops.class);
    }

    /** Runs with the row. */
    static final class FieldThatQemuKeeps implements Runnable {
        @Override
        public void run() {
            HeaderBytes image = V3.u32(FOO_COUNT_AT, 7);
            HeaderField field = HeaderField.find("foo_count").orElseThrow();

            assertThat(image.facts().header().get(field)).isEqualTo(7);
            assertThat(codes(image)).isEmpty();
            assertThat(codes(image.u8(107, 1))).containsExactly("header-padding-not-zero");
            assertThat(plan(image.facts(), "{op: normalize}")).isInstanceOf(ImagePlan.Unchanged.class);
            assertThat(edit(image.u8(105, 1).facts(), "{op: normalize}")
                            .writes()
                            .result())
                    .isEqualTo(image.cluster());

            ImagePlan.Edit set = edit(image.facts(), "{op: set-field, field: foo_count, value: 8, unsafe: true}");
            assertThat(changes(set)).containsExactly("field foo_count");
            assertThat(set.writes().result().number(FOO_COUNT_AT, 4)).isEqualTo(8);
            String schema =
                    OperationCatalog.load().find("set-field").orElseThrow().schema();
            assertThat(schema).contains("\"foo_count\"");
        }
    }

    /** Runs with the row. */
    static final class FieldThatQemuZeroes implements Runnable {
        @Override
        public void run() {
            HeaderBytes image = V3.u32(FOO_COUNT_AT, 7);

            ImagePlan.Edit edit = edit(image.facts(), "{op: normalize}");

            assertThat(changes(edit)).containsExactly("field foo_count");
            assertThat(edit.writes().result()).isEqualTo(V3.cluster());
        }
    }

    /** Runs with the row. */
    static final class FieldBehindTheOthers implements Runnable {
        @Override
        public void run() {
            HeaderBytes image = V3.u32(100, 120).u64(112, 1 << 20);
            HeaderField field = HeaderField.find("bar_offset").orElseThrow();

            assertThat(image.facts().header().get(field)).isEqualTo(1 << 20);
            assertThat(codes(image)).isEmpty();
            assertThat(codes(image.u32(100, 128))).containsExactly("unknown-header-fields");
            assertThat(V3.facts().header().has(field)).isFalse();
        }
    }

    /** Runs with the row. */
    static final class ExtensionThatQemuCarries implements Runnable {
        @Override
        public void run() {
            assertThat(codes(V3.extension(VENDOR, "x"))).isEmpty();
            ImagePlan.Edit edit = edit(V3.facts(), "{op: add-extension, magic: vendor, text: x}");
            assertThat(changes(edit)).containsExactly("extension vendor");
            assertThat(warnings(edit)).isEmpty();

            HeaderBytes normal = V3.extension(VENDOR, "x");
            assertThat(plan(normal.facts(), "{op: normalize}")).isInstanceOf(ImagePlan.Unchanged.class);
            HeaderExtension extension = normal.facts().header().extensions().get(0);
            assertThat(extension.payload()).isEqualTo(new ExtensionPayload.Name(Bytes.utf8("x")));
        }
    }

    /** Runs with the row. */
    static final class ExtensionThatQemuDrops implements Runnable {
        @Override
        public void run() {
            ImagePlan.Edit edit = edit(V3.facts(), "{op: add-extension, magic: vendor, text: x}");
            assertThat(warnings(edit)).containsExactly("qemu-drops-extension");

            ImagePlan.Edit normalized = edit(V3.extension(VENDOR, "x").facts(), "{op: normalize}");
            assertThat(changes(normalized)).containsExactly("extension vendor");
        }
    }

    private static ImagePlan plan(ImageFacts facts, String step) {
        return new Planner(Steps.of(step)).plan(facts);
    }

    private static ImagePlan.Edit edit(ImageFacts facts, String step) {
        ImagePlan plan = plan(facts, step);
        assertThat(plan).isInstanceOf(ImagePlan.Edit.class);
        return (ImagePlan.Edit) plan;
    }

    private static List<String> codes(HeaderBytes image) {
        return HeaderRules.check(image.facts()).stream()
                .map(violation -> violation.problem().code())
                .toList();
    }

    private static List<String> changes(ImagePlan.Edit edit) {
        return edit.changes().stream()
                .map(PlannedChange::change)
                .map(change -> change.kind() + " " + change.name())
                .toList();
    }

    private static List<String> warnings(ImagePlan.Edit edit) {
        return edit.problems().stream()
                .map(StepProblem::problem)
                .map(problem -> problem.code())
                .toList();
    }
}

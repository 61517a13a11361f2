package io.cowhand.plan;

import static io.cowhand.undo.UndoClass.ANYTIME;
import static io.cowhand.undo.UndoClass.SAME_BACKING;
import static io.cowhand.undo.UndoClass.UNTOUCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.step.Step;
import io.cowhand.testing.HeaderBytes;
import io.cowhand.testing.Steps;
import io.cowhand.undo.UndoClass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When an edit may be undone follows from what it does to the header, whatever the operation is called. */
class UndoClassifierTest {

    private static final long FORMAT = 0xe2792acaL;
    private static final long FEATURE_NAMES = 0x6803f857L;
    private static final long DATA_FILE = 0x44415441L;
    private static final long BITMAPS = 0x23852875L;
    private static final long ENCRYPTION = 0x0537be77L;
    private static final long LABELS = 0x434f5748L;

    private static final HeaderBytes V3 = HeaderBytes.v3(16);
    private static final HeaderBytes NAMED = V3.backing("a");
    private static final HeaderBytes OVERLAY = V3.extension(FORMAT, "qcow2").backing("a");
    private static final HeaderBytes DATA = V3.u64(72, 4);

    static Stream<Arguments> edits() {
        return Stream.of(
                arguments("nothing", V3, V3, ANYTIME),
                arguments("a compatible bit", V3, V3.u64(80, 1), ANYTIME),
                arguments("an unknown extension", V3, V3.extension(0xabcd, "x"), ANYTIME),
                arguments("labels", V3.extension(LABELS, "{}"), V3, ANYTIME),
                arguments("feature names", V3, V3.extension(FEATURE_NAMES, 48), ANYTIME),
                arguments("a longer header", V3.u32(100, 104), V3, ANYTIME),
                arguments("padding", V3.u8(107, 1), V3, ANYTIME),
                arguments("a format where none stood", NAMED, OVERLAY, ANYTIME),
                arguments(
                        "a format where an empty one stood",
                        V3.extension(FORMAT, "").backing("a"),
                        OVERLAY,
                        ANYTIME),
                arguments("the same format", V3.extension(FORMAT, "qcow2\0x").backing("a"), OVERLAY, ANYTIME),
                arguments(
                        "the same format once",
                        V3.extension(FORMAT, "raw").extension(FORMAT, "qcow2").backing("a"),
                        OVERLAY,
                        ANYTIME),
                arguments("a data file's name that does not count", V3.extension(DATA_FILE, "x"), V3, ANYTIME),
                arguments("another name", OVERLAY, V3.extension(FORMAT, "qcow2").backing("b"), SAME_BACKING),
                arguments(
                        "another name, and its format",
                        NAMED,
                        V3.extension(FORMAT, "qcow2").backing("b"),
                        SAME_BACKING),
                arguments("a name where none stood", V3, NAMED, UNTOUCHED),
                arguments("no name any more", NAMED, V3, UNTOUCHED),
                arguments("another format", OVERLAY, V3.extension(FORMAT, "raw").backing("a"), UNTOUCHED),
                arguments(
                        "another name and format",
                        OVERLAY,
                        V3.extension(FORMAT, "raw").backing("b"),
                        UNTOUCHED),
                arguments("no format any more", OVERLAY, NAMED, UNTOUCHED),
                arguments(
                        "the format that counts",
                        V3.extension(FORMAT, "raw").extension(FORMAT, "qcow2").backing("a"),
                        V3.extension(FORMAT, "raw").backing("a"),
                        UNTOUCHED),
                arguments(
                        "a data file's name",
                        DATA.extension(DATA_FILE, "x"),
                        DATA.extension(DATA_FILE, "y"),
                        UNTOUCHED),
                arguments("a data file's first name", DATA, DATA.extension(DATA_FILE, "y"), UNTOUCHED),
                arguments("bitmaps", V3.extension(BITMAPS, 24), V3, UNTOUCHED),
                arguments("an encryption header", V3.extension(ENCRYPTION, 16), V3, UNTOUCHED),
                arguments("the version", HeaderBytes.v2(16), V3, UNTOUCHED),
                arguments("the dirty bit", V3, V3.u64(72, 1), UNTOUCHED),
                arguments("the corrupt bit", V3.u64(72, 2), V3, UNTOUCHED),
                arguments("an unknown incompatible bit", V3.u64(72, 1L << 40), V3, UNTOUCHED),
                arguments("the bitmaps bit", V3.u64(88, 1), V3, UNTOUCHED),
                arguments("an unknown autoclear bit", V3, V3.u64(88, 1L << 63), UNTOUCHED),
                arguments("a field", V3, V3.u64(24, 1 << 21), UNTOUCHED),
                arguments("a field that nobody knows", V3.u32(100, 120).u8(112, 1), V3.u32(100, 120), UNTOUCHED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void whatChangesDecides(String what, HeaderBytes before, HeaderBytes after, UndoClass undo) {
        assertThat(UndoClassifier.between(before.facts().header(), after.facts().header()))
                .isEqualTo(undo);
    }

    @Test
    void whatTheOperationKnowsBesidesMakesItOnlyStricter() {
        HeaderImage before = OVERLAY.facts().header();
        HeaderImage labelled =
                before.with(V3.extension(0xabcd, "x").facts().header().extensions());
        HeaderImage renamed = V3.extension(FORMAT, "qcow2").backing("b").facts().header();
        Step safe = Steps.of("{op: normalize}").get(0);
        Step unsafe = Steps.of("{op: normalize, unsafe: true}").get(0);

        assertThat(UndoClassifier.of(safe, before, new HeaderEdit.Edited(renamed, ANYTIME, List.of())))
                .isEqualTo(SAME_BACKING);
        assertThat(UndoClassifier.of(safe, before, new HeaderEdit.Edited(renamed, UNTOUCHED, List.of())))
                .isEqualTo(UNTOUCHED);
        assertThat(UndoClassifier.of(unsafe, before, new HeaderEdit.Edited(labelled, ANYTIME, List.of())))
                .isEqualTo(UNTOUCHED);
        assertThat(UndoClassifier.of(unsafe, before, new HeaderEdit.Edited(before, ANYTIME, List.of())))
                .isEqualTo(ANYTIME);
    }
}

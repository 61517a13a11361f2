package io.cowhand.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.testing.HeaderBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The differences between two headers, by kind. */
class HeaderDiffTest {

    private static final long FORMAT = 0xe2792acaL;
    private static final HeaderBytes V2 = HeaderBytes.v2(16);
    private static final HeaderBytes V3 = HeaderBytes.v3(16);

    /** Two headers, and the changes from the one to the other, one a line. */
    record Row(String what, HeaderBytes before, HeaderBytes after, List<String> changes) {
        @Override
        public String toString() {
            return what;
        }
    }

    static final List<Row> ROWS = List.of(
            row("nothing", V3, V3),
            // Fields
            row("a field", V3, V3.u64(24, 2 << 20), "field size 1048576 -> 2097152"),
            row("an unsigned field", V3, V3.u64(24, -512), "field size 1048576 -> 18446744073709551104"),
            row("a field of one byte", V3, V3.u8(104, 1), "field compression_type 0 -> 1"),
            row(
                    "fields in the order of the table",
                    V3,
                    V3.u32(96, 5).u32(36, 33),
                    "field l1_size 32 -> 33",
                    "field refcount_order 4 -> 5"),
            row(
                    "fields that a version lacks",
                    V2,
                    V3,
                    "field version 2 -> 3",
                    "field refcount_order none -> 4",
                    "field compression_type none -> 0"),
            row(
                    "the same in the other direction",
                    V3,
                    V2,
                    "field version 3 -> 2",
                    "field refcount_order 4 -> none",
                    "field compression_type 0 -> none"),
            // Features
            row("a known feature", V3, V3.u64(80, 1), "feature compatible/lazy-refcounts false -> true"),
            row("an unknown feature", V3.u64(88, 1L << 63), V3, "feature autoclear/bit-63 true -> false"),
            row(
                    "features of several groups",
                    V3.u64(72, 1),
                    V3.u64(72, 2).u64(88, 1),
                    "feature incompatible/dirty true -> false",
                    "feature incompatible/corrupt false -> true",
                    "feature autoclear/bitmaps false -> true"),
            // Extensions
            row("an extension that came", V3, V3.extension(FORMAT, "raw"), "extension backing-format #0 none -> raw"),
            row("an extension that went", V3.extension(FORMAT, "raw"), V3, "extension backing-format #0 raw -> none"),
            row(
                    "another payload",
                    V3.extension(FORMAT, "raw"),
                    V3.extension(FORMAT, "qcow2"),
                    "extension backing-format #0 raw -> qcow2"),
            row("an unknown type", V3, V3.extension(7, "x"), "extension 0x00000007 #0 none -> x"),
            row(
                    "the first of two that are alike",
                    V3.extension(7, "a").extension(7, "b"),
                    V3.extension(7, "b"),
                    "extension 0x00000007 #0 a -> none"),
            row(
                    "the last of two",
                    V3.extension(7, "a").extension(7, "b"),
                    V3.extension(7, "a"),
                    "extension 0x00000007 #1 b -> none"),
            row(
                    "one between two that stay",
                    V3.extension(7, "a").extension(7, "c"),
                    V3.extension(7, "a").extension(7, "b").extension(7, "c"),
                    "extension 0x00000007 #1 none -> b"),
            row(
                    "another one in the place of the second of three",
                    V3.extension(7, "a").extension(7, "b").extension(7, "c"),
                    V3.extension(7, "a").extension(7, "x").extension(7, "c"),
                    "extension 0x00000007 #1 b -> x"),
            row(
                    "extensions that merely moved",
                    V3.extension(7, "a").extension(8, "b"),
                    V3.extension(9, "new").extension(7, "a").extension(8, "b"),
                    "extension 0x00000009 #0 none -> new"),
            // Order
            row(
                    "the order",
                    V3.extension(7, "a").extension(8, "b"),
                    V3.extension(8, "b").extension(7, "a"),
                    "order extensions [7, 8] -> [8, 7]"),
            row(
                    "the order of those that stay",
                    V3.extension(7, "a").extension(8, "b").extension(9, "c"),
                    V3.extension(9, "c").extension(7, "a"),
                    "extension 0x00000008 #0 b -> none",
                    "order extensions [7, 9] -> [9, 7]"),
            // Backing file; where it is and how long follows from it
            row("a backing file that came", V3, V3.backing("b"), "backing_file backing_file none -> b"),
            row("one that went", V3.backing("b"), V3, "backing_file backing_file b -> none"),
            row("another one", V3.backing("b"), V3.backing("/c/d"), "backing_file backing_file b -> /c/d"),
            row(
                    "the place of one that stays does not count",
                    V3.backing("b"),
                    V3.extension(7, "a").backing("b"),
                    "extension 0x00000007 #0 none -> a"),
            // Bytes
            row("padding of the fields", V3.u8(106, 1).u8(110, 2), V3, "bytes at 106 0100000002 -> 0000000000"),
            row(
                    "fields that are not known",
                    V3.u32(100, 120).u8(119, 9),
                    V3.u32(100, 120).u8(119, 8),
                    "bytes at 119 09 -> 08"),
            row(
                    "padding of an extension that went",
                    V3.extension(7, "a").u8(127, 5),
                    V3,
                    "extension 0x00000007 #0 a -> none",
                    "bytes at 121 00000000000005 -> 00000000000000"),
            row("data of the end marker", V3.u32(116, 8), V3, "bytes at 119 08 -> 00"),
            row(
                    "bytes that belong to nothing and are covered",
                    V3.u8(121, 5),
                    V3.extension(7, "abcdefgh"),
                    "extension 0x00000007 #0 none -> abcdefgh",
                    "bytes at 121 05 -> 62"),
            row("what has no other name", V3.u64(8, 200), V3, "bytes at 15 c8 -> 00"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("ROWS")
    void everyDifferenceIsTold(Row row) {
        List<Change> changes = HeaderDiff.between(header(row.before), header(row.after));

        assertThat(changes).extracting(HeaderDiffTest::text).containsExactlyElementsOf(row.changes);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ROWS")
    void onlyEqualHeadersHaveNoChange(Row row) {
        boolean equal = header(row.before).encode().equals(header(row.after).encode());

        assertThat(HeaderDiff.between(header(row.before), header(row.after)).isEmpty())
                .isEqualTo(equal);
        assertThat(HeaderDiff.between(header(row.after), header(row.before)).isEmpty())
                .isEqualTo(equal);
    }

    @Test
    void theRowsHaveEveryKind() {
        Set<Class<?>> missing = new HashSet<>(Arrays.asList(Change.class.getPermittedSubclasses()));
        ROWS.stream()
                .flatMap(row -> HeaderDiff.between(header(row.before), header(row.after)).stream())
                .map(Object::getClass)
                .forEach(missing::remove);

        assertThat(missing).as("kinds of Change without a row in ROWS").isEmpty();
    }

    @Test
    void aChangeDoesNotHoldOnToTheHeader() {
        HeaderBytes before = V3.extension(7, "a").backing("b");
        HeaderBytes after = V3.extension(7, "c").backing("d");

        List<Bytes> kept = new ArrayList<>();
        for (Change change : HeaderDiff.between(header(before), header(after))) {
            if (change instanceof Change.Extension extension) {
                kept.add(extension.after().orElseThrow().data());
            } else if (change instanceof Change.BackingFile name) {
                kept.add(name.after().orElseThrow());
            }
        }

        assertThat(kept)
                .hasSize(2)
                .allSatisfy(bytes -> assertThat(bytes.detached()).isSameAs(bytes));
    }

    private static Row row(String what, HeaderBytes before, HeaderBytes after, String... changes) {
        return new Row(what, before, after, List.of(changes));
    }

    private static HeaderImage header(HeaderBytes bytes) {
        return bytes.facts().header();
    }

    private static String text(Change change) {
        if (change instanceof Change.Field field) {
            return text(change, number(field.before()), number(field.after()));
        }
        if (change instanceof Change.Feature feature) {
            return text(change, feature.before(), feature.after());
        }
        if (change instanceof Change.Extension extension) {
            String name = change.kind() + " " + change.name() + " #" + extension.occurrence() + " ";
            return name + payload(extension.before()) + " -> " + payload(extension.after());
        }
        if (change instanceof Change.Order order) {
            return text(change, order.before(), order.after());
        }
        if (change instanceof Change.BackingFile name) {
            return text(change, name(name.before()), name(name.after()));
        }
        Change.RawBytes bytes = (Change.RawBytes) change;
        return change.kind() + " at " + bytes.offset() + " " + bytes.before().toHex() + " -> "
                + bytes.after().toHex();
    }

    private static String text(Change change, Object before, Object after) {
        return Stream.of(change.kind(), change.name(), before + " -> " + after)
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toUnsignedString(value.getAsLong()) : "none";
    }

    private static String payload(Optional<HeaderExtension> extension) {
        return name(extension.map(HeaderExtension::data));
    }

    private static String name(Optional<Bytes> name) {
        return name.map(Bytes::display).orElse("none");
    }
}

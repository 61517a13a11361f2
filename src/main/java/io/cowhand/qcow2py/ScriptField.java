package io.cowhand.qcow2py;

import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A header field as the script knows it: the rows of {@link HeaderField} that the shortest version 3 header has.
 *
 * @param field the field
 */
record ScriptField(HeaderField field) {

    /** All fields in their order. */
    static final List<ScriptField> ALL = Arrays.stream(HeaderField.values())
            .filter(field -> field.end() <= HeaderField.V3_MIN_LENGTH)
            .map(ScriptField::new)
            .toList();

    /** Returns the field with a name: the script's, or the specification's. */
    static Optional<ScriptField> find(String name) {
        return ALL.stream()
                .filter(each ->
                        each.label().equals(name) || each.field.specName().equals(name))
                .findFirst();
    }

    /** Returns the script's name of the field. */
    String label() {
        return field == HeaderField.SNAPSHOTS_OFFSET ? "snapshot_offset" : field.specName();
    }

    /** Returns a value as a dump shows it. */
    String text(long value) {
        return switch (field.kind()) {
            case MAGIC, HEADER_OFFSET, TABLE_OFFSET -> "0x" + Long.toHexString(value);
            case NUMBER, SHIFT -> Long.toUnsignedString(value);
            case SIZE ->
                field == HeaderField.BACKING_FILE_SIZE ? "0x" + Long.toHexString(value) : Long.toUnsignedString(value);
            case FEATURES ->
                FeatureBit.of(FeatureGroup.INCOMPATIBLE, value).stream()
                        .map(FeatureBit::bit)
                        .toList()
                        .toString();
        };
    }

    /** Returns a row of a dump. */
    static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-25s %s", name, value);
    }
}

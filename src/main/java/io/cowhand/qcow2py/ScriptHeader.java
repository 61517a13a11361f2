package io.cowhand.qcow2py;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderField;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A header as the script reads it: unchecked, and only what the script prints.
 *
 * @param values the values of {@link ScriptField#ALL}, unsigned
 * @param extensions in their order
 */
record ScriptHeader(Map<HeaderField, Long> values, List<Extension> extensions) {

    /** The number of a bitmap whose meaning a dump shows, too. */
    static final String FLAGS = "flags";

    ScriptHeader {
        values = Map.copyOf(values);
        extensions = List.copyOf(extensions);
    }

    /** Returns the number in a field; the script shows all fields for each header. */
    long value(HeaderField field) {
        return Objects.requireNonNull(values.get(field));
    }

    /** A header extension. */
    sealed interface Extension {
        /** Returns the number of the type. */
        long magic();

        /** Returns the length that the extension declares. */
        long length();
    }

    /**
     * An extension of any type.
     *
     * @param text the payload, if all of it is printable ASCII; the script shows others as binary
     */
    record Data(long magic, long length, Payload text) implements Extension {}

    /** A payload. */
    sealed interface Payload {}

    /** A payload that is shown. */
    record Printable(String text) implements Payload {}

    /** A payload that is not shown. */
    record Binary() implements Payload {}

    /**
     * The bitmaps extension; 24 bytes, whatever it declares.
     *
     * @param fields the numbers with their names
     */
    record Bitmaps(long magic, long length, List<Number> fields, List<Bitmap> directory) implements Extension {
        Bitmaps {
            fields = List.copyOf(fields);
            directory = List.copyOf(directory);
        }
    }

    /**
     * A number of a table.
     *
     * @param hex whether a dump shows it in hexadecimal digits
     */
    record Number(String name, long value, boolean hex) {}

    /**
     * An entry of the bitmap directory.
     *
     * @param fields the numbers with their names
     * @param table the entries of its bitmap table, 8 bytes each
     * @param clusterSize bytes of a cluster
     */
    record Bitmap(String name, List<Number> fields, Bytes table, BigInteger clusterSize) {
        Bitmap {
            fields = List.copyOf(fields);
        }
    }
}

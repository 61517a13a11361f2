package io.cowhand.diff;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One difference between two headers. It may wait long for its output, so it does not retain the whole headers. */
public sealed interface Change {

    /** Returns the change's kind, as outputs name it. */
    String kind();

    /** Returns the thing's name, as outputs name it. */
    String name();

    /** A header field; nothing where the version has no such field. Values are unsigned. */
    record Field(HeaderField field, OptionalLong before, OptionalLong after) implements Change {
        @Override
        public String kind() {
            return "field";
        }

        @Override
        public String name() {
            return field.specName();
        }
    }

    /** A feature bit. */
    record Feature(FeatureBit bit, boolean before, boolean after) implements Change {
        @Override
        public String kind() {
            return "feature";
        }

        @Override
        public String name() {
            return bit.qualifiedLabel();
        }
    }

    /**
     * A header extension that was added, removed, or has another payload.
     *
     * @param label the type's name
     * @param occurrence which of its type, from 0: in the header before, or, for one that was added, in the header after
     */
    record Extension(String label, int occurrence, Optional<HeaderExtension> before, Optional<HeaderExtension> after)
            implements Change {
        /** Detaches the extensions. */
        public Extension {
            before = before.map(HeaderExtension::detached);
            after = after.map(HeaderExtension::detached);
        }

        @Override
        public String kind() {
            return "extension";
        }

        @Override
        public String name() {
            return label;
        }
    }

    /** The order of the extensions that are in both headers, as type numbers. */
    record Order(List<Long> before, List<Long> after) implements Change {
        /** Copies the lists. */
        public Order {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public String kind() {
            return "order";
        }

        @Override
        public String name() {
            return "extensions";
        }
    }

    /** The backing file name; nothing where there is none. */
    record BackingFile(Optional<Bytes> before, Optional<Bytes> after) implements Change {
        /** Detaches the names. */
        public BackingFile {
            before = before.map(Bytes::detached);
            after = after.map(Bytes::detached);
        }

        @Override
        public String kind() {
            return "backing_file";
        }

        @Override
        public String name() {
            return "backing_file";
        }
    }

    /** Bytes that nothing else names. */
    record RawBytes(int offset, Bytes before, Bytes after) implements Change {
        /** Detaches the bytes. */
        public RawBytes {
            before = before.detached();
            after = after.detached();
        }

        @Override
        public String kind() {
            return "bytes";
        }

        @Override
        public String name() {
            return "";
        }
    }
}

package io.cowhand.image;

import io.cowhand.os.PathBytes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The names in a directory, in byte order: all are added before the first is taken.
 *
 * <p>A path takes about 100 bytes, so that those of a million files would be most of the memory of a run. Each
 * {@link #RUN} names are therefore sorted and kept as bytes, and these runs are merged.
 */
final class SortedNames {

    /** The usual number of names in a run that is kept as bytes. */
    static final int RUN = 1 << 17;

    /** Ends each name. */
    private static final byte END = 0;

    private static final class Run implements Comparable<Run> {
        private final Iterator<Path> rest;
        private Path first;

        /** Creates a run of names in byte order, of which there must be one. */
        Run(Iterator<Path> names) {
            rest = names;
            first = names.next();
        }

        @Override
        public int compareTo(Run other) {
            return first.compareTo(other.first);
        }
    }

    private final int run;
    private List<Path> added = new ArrayList<>();
    /** The run with the next name; null after the last one, and before {@link #sort}. */
    private @Nullable Run current;

    private final PriorityQueue<Run> others = new PriorityQueue<>();

    SortedNames(int run) {
        this.run = run;
    }

    void add(Path name) {
        if (added.size() == run) {
            others.add(new Run(unpacked(packed(sorted()))));
        }
        added.add(name);
    }

    /** Makes the first name the next one, after all were added. */
    void sort() {
        if (!added.isEmpty()) {
            others.add(new Run(Arrays.asList(sorted()).iterator()));
        }
        current = others.poll();
    }

    /** Sorts and removes the names that were added. */
    private Path[] sorted() {
        Path[] names = added.toArray(Path[]::new);
        added = new ArrayList<>();
        // The same order as for no comparator, which casts to Comparable; the cast takes as long as the comparison.
        Arrays.parallelSort(names, Path::compareTo);
        return names;
    }

    private static byte[] packed(Path[] names) {
        UnsynchronizedByteArrayOutputStream packed =
                UnsynchronizedByteArrayOutputStream.builder().get();
        for (Path name : names) {
            for (ByteBuffer bytes = PathBytes.bytes(name); bytes.hasRemaining(); ) {
                packed.write(bytes.get());
            }
            packed.write(END);
        }
        return packed.toByteArray();
    }

    private static Iterator<Path> unpacked(byte[] packed) {
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return read < packed.length;
            }

            @Override
            public Path next() {
                int from = read;
                while (packed[read] != END) {
                    read++;
                }
                return PathBytes.of(ByteBuffer.wrap(packed, from, read++ - from));
            }
        };
    }

    /** Returns whether there is a next name. */
    boolean hasNext() {
        return current != null;
    }

    /** Returns the next name without taking it; there must be one. */
    Path peek() {
        return Objects.requireNonNull(current).first;
    }

    /** Returns the next name; there must be one. */
    Path next() {
        Run run = Objects.requireNonNull(current);
        Path name = run.first;
        if (!run.rest.hasNext()) {
            current = others.poll();
            return name;
        }
        run.first = run.rest.next();
        Run other = others.peek();
        if (other != null && run.compareTo(other) > 0) {
            others.add(run);
            current = others.poll();
        }
        return name;
    }
}

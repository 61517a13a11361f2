package io.cowhand.target;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;

/**
 * Images in their order, in few bytes each: of a path only that part is kept in which it differs from the one before.
 *
 * <p>Paths of a fleet have long beginnings in common, so that an image takes about ten bytes.
 */
public final class ImageList implements Iterable<ImageReference> {

    /** In the place of what a path shares with the one before: it is kept as it is. */
    private static final int ODD = 0xffff;

    /** For each path two numbers of 16 bits, bytes shared and bytes of its own, and the latter. */
    private final UnsynchronizedByteArrayOutputStream packed =
            UnsynchronizedByteArrayOutputStream.builder().get();

    private final List<ImageReference> odd = new ArrayList<>();
    private byte[] last = new byte[0];
    private int size;

    /** No images. */
    ImageList() {}

    /** Adds an image. */
    void add(Path path) {
        String text = path.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            DataOutputStream out = new DataOutputStream(packed);
            // ASCII is the same in bytes and text.
            boolean isText = bytes.length == text.length() || Path.of(text).equals(path);
            if (isText && bytes.length < ODD) {
                int mismatch = Arrays.mismatch(last, bytes);
                int shared = mismatch < 0 ? bytes.length : mismatch;
                out.writeShort(shared);
                out.writeShort(bytes.length - shared);
                out.write(bytes, shared, bytes.length - shared);
                last = bytes;
            } else {
                out.writeShort(ODD);
                odd.add(new ImageReference(path));
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        size++;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Those that are wanted. */
    public ImageList filter(Predicate<ImageReference> wanted) {
        ImageList list = new ImageList();
        stream().filter(wanted).forEach(image -> list.add(image.path()));
        return list;
    }

    /** All, one after the other. */
    public Stream<ImageReference> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** All, one after the other. The list must not grow meanwhile. */
    @Override
    public Iterator<ImageReference> iterator() {
        return new Unpacking();
    }

    private final class Unpacking implements Iterator<ImageReference> {
        private final DataInputStream in = new DataInputStream(packed.toInputStream());
        private final Iterator<ImageReference> nextOdd = odd.iterator();
        private byte[] path = new byte[0];
        private int left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public ImageReference next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            left--;
            try {
                int shared = in.readUnsignedShort();
                if (shared == ODD) {
                    return nextOdd.next();
                }
                int own = in.readUnsignedShort();
                path = Arrays.copyOf(path, shared + own);
                in.readFully(path, shared, own);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            return new ImageReference(Path.of(new String(path, StandardCharsets.UTF_8)));
        }
    }
}

package io.cowhand.image;

import io.cowhand.fleet.Shard;
import io.cowhand.inventory.Row;
import io.cowhand.os.FileId;
import io.cowhand.os.PathBytes;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;

/**
 * A list of images that takes few bytes for each, as it stores only the differences from the image before.
 *
 * <pre>
 * shared    bytes that the path shares with the one before, times 2; plus 1 if kinds follow
 * kinds     flags of an unusual image; ends the entry if the image is stored elsewhere
 * path      the number of the other bytes of the path, and these bytes
 * device    only if it is not that of the image before
 * inode     the difference from that of the image before; only if there is a file
 * reason    an index into a list; only if a link is refused
 * row       what an inventory says about the image; only if one does
 * position  the difference from that of the image before; only in a shard
 * </pre>
 *
 * <p>Paths of a fleet share long prefixes, and files created together have adjacent inode numbers, so that an image
 * takes about ten bytes. The rows of an inventory are packed in the same way.
 */
public final class ImageList implements Iterable<ImageReference> {

    /** The image is stored as an object. */
    private static final int ELSEWHERE = 1;
    /** The last component is a link. */
    private static final int LINK = 2;
    /** The image is on another device than the one before. */
    private static final int DEVICE = 4;
    /** The image is a link that is not followed. */
    private static final int REFUSED = 8;
    /** There was no file. */
    private static final int NOTHING = 16;
    /** The path was not looked up. */
    private static final int NOT_LISTED = 32;
    /** An inventory describes the image. */
    private static final int ROW = 64;
    /** The image has a position in a whole fleet. */
    private static final int POSITION = 128;

    private final UnsynchronizedByteArrayOutputStream packed =
            UnsynchronizedByteArrayOutputStream.builder().get();
    private final DataOutputStream out = new DataOutputStream(packed);
    private final List<ImageReference> elsewhere = new ArrayList<>();
    private final List<FileIdentity.Reason> reasons = new ArrayList<>();
    private final RowPacker rows = new RowPacker();
    private byte[] last = new byte[0];
    private long lastDevice;
    private long lastInode;
    private long lastPosition;
    private int size;

    /** Creates an empty list. */
    ImageList() {}

    /** Adds an image. */
    void add(ImageReference image) {
        try {
            pack(image);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        size++;
    }

    private void pack(ImageReference image) throws IOException {
        String text = image.path().toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // ASCII is the same in bytes and text.
        boolean isText = bytes.length == text.length() || PathBytes.isNamedBy(text, image.path());
        int kinds = isText ? kinds(image) : ELSEWHERE;
        if (kinds == ELSEWHERE) {
            Varint.write(out, 1);
            Varint.write(out, kinds);
            elsewhere.add(image);
            return;
        }
        int mismatch = Arrays.mismatch(last, bytes);
        int shared = mismatch < 0 ? bytes.length : mismatch;
        Varint.write(out, (long) shared << 1 | (kinds == 0 ? 0 : 1));
        if (kinds != 0) {
            Varint.write(out, kinds);
        }
        Varint.write(out, bytes.length - shared);
        out.write(bytes, shared, bytes.length - shared);
        last = bytes;
        if (image.listed() instanceof FileIdentity.Resolved file) {
            pack(file.id());
        } else if (image.listed() instanceof FileIdentity.UntrustedLink refused) {
            pack(refused.id());
            Varint.write(out, number(refused.reason()));
        }
        if (!image.row().isEmpty()) {
            rows.pack(image.row(), out);
        }
        if (image.position().isPresent()) {
            Varint.write(out, image.position().getAsLong() - lastPosition);
            lastPosition = image.position().getAsLong();
        }
    }

    private void pack(FileId file) throws IOException {
        if (file.device() != lastDevice) {
            out.writeLong(file.device());
            lastDevice = file.device();
        }
        Varint.writeSigned(out, file.inode() - lastInode);
        lastInode = file.inode();
    }

    private int kinds(ImageReference image) {
        int kinds = kindsOfFile(image);
        return kinds == ELSEWHERE
                ? kinds
                : kinds | (image.row().isEmpty() ? 0 : ROW) | (image.position().isPresent() ? POSITION : 0);
    }

    private int kindsOfFile(ImageReference image) {
        FileIdentity listed = image.listed();
        if (listed instanceof FileIdentity.Resolved file) {
            return (file.isLink() ? LINK : 0) | device(file.id());
        }
        if (listed instanceof FileIdentity.UntrustedLink refused) {
            return refused.link().equals(image.path()) ? REFUSED | device(refused.id()) : ELSEWHERE;
        }
        return listed instanceof FileIdentity.Missing ? NOTHING : NOT_LISTED;
    }

    private int device(FileId file) {
        return file.device() == lastDevice ? 0 : DEVICE;
    }

    /** The number of reasons is small: one for each owner of links. */
    private int number(FileIdentity.Reason reason) {
        int known = reasons.indexOf(reason);
        if (known >= 0) {
            return known;
        }
        reasons.add(reason);
        return reasons.size() - 1;
    }

    /** Returns the number of images. */
    public int size() {
        return size;
    }

    /** Returns whether the list is empty. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns the names of all columns that rows of the images have. */
    public Set<String> columns() {
        Set<String> columns = rows.columns();
        elsewhere.forEach(image -> columns.addAll(image.row().keySet()));
        return columns;
    }

    /** Returns a list of the images that satisfy a predicate. */
    public ImageList filter(Predicate<ImageReference> wanted) {
        ImageList list = new ImageList();
        stream().filter(wanted).forEach(list::add);
        return list;
    }

    /** Returns the images of a shard, with their positions in this list. */
    public ImageList part(Shard shard) {
        ImageList list = new ImageList();
        long position = 0;
        for (ImageReference image : this) {
            position++;
            if (shard.has(crc(image))) {
                list.add(image.at(position));
            }
        }
        return list;
    }

    private static long crc(ImageReference image) {
        CRC32 crc = new CRC32();
        crc.update(PathBytes.bytes(image.path()));
        return crc.getValue();
    }

    /** Returns a stream of the images. */
    public Stream<ImageReference> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** Returns an iterator over the images. The list must not grow meanwhile. */
    @Override
    public Iterator<ImageReference> iterator() {
        return new Unpacking();
    }

    private final class Unpacking implements Iterator<ImageReference> {
        private final DataInputStream in = new DataInputStream(packed.toInputStream());
        private final Iterator<ImageReference> nextElsewhere = elsewhere.iterator();
        private final RowPacker.Unpacking nextRow = rows.new Unpacking();
        private byte[] bytes = new byte[0];
        private long device;
        private long inode;
        private long position;
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
                return unpack();
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private ImageReference unpack() throws IOException {
            long head = Varint.read(in);
            int kinds = (head & 1) == 0 ? 0 : (int) Varint.read(in);
            if (kinds == ELSEWHERE) {
                return nextElsewhere.next();
            }
            int shared = (int) (head >>> 1);
            int own = (int) Varint.read(in);
            bytes = Arrays.copyOf(bytes, shared + own);
            in.readFully(bytes, shared, own);
            Path path = Path.of(new String(bytes, StandardCharsets.UTF_8));
            FileIdentity listed = listed(kinds & ~(ROW | POSITION), path);
            Row row = (kinds & ROW) == 0 ? Row.EMPTY : nextRow.next(in);
            if ((kinds & POSITION) == 0) {
                return new ImageReference(path, listed, row);
            }
            position += Varint.read(in);
            return new ImageReference(path, listed, row, OptionalLong.of(position));
        }

        private FileIdentity listed(int kinds, Path path) throws IOException {
            if (kinds == NOTHING) {
                return new FileIdentity.Missing();
            }
            if (kinds == NOT_LISTED) {
                return new FileIdentity.Unlisted();
            }
            device = (kinds & DEVICE) == 0 ? device : in.readLong();
            inode += Varint.readSigned(in);
            FileId file = new FileId(device, inode);
            return (kinds & REFUSED) == 0
                    ? new FileIdentity.Resolved(file, (kinds & LINK) != 0)
                    : new FileIdentity.UntrustedLink(path, file, reasons.get((int) Varint.read(in)));
        }
    }
}

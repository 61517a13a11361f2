package io.cowhand.image;

import io.cowhand.os.FileId;
import io.cowhand.os.PathBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files that a recipe lists by their identity. Takes about 40 bytes of memory a file.
 *
 * <p>Paths are stored in blocks, each as what differs from the path before it in the block, times 2, plus 1 for a link. Safe
 * for use by several threads once it is created.
 */
public final class ListedFiles {

    /** Files of a block; a file is found by unpacking those before it. */
    private static final int BLOCK = 64;

    private final List<byte[]> blocks = new ArrayList<>();
    private final Map<Long, InodeTable> byDevice = new HashMap<>();
    /** Files whose paths are not text. */
    private final Map<Integer, ImageReference> others = new HashMap<>();

    /** Indexes the files of some lists; a file that several of them name has its first name. */
    public ListedFiles(List<ImageList> lists) {
        try {
            Packing packing = new Packing();
            for (ImageList list : lists) {
                for (ImageReference file : list) {
                    // A link that is not followed leads to no file, and what was missing was not looked at.
                    if (file.listed() instanceof FileIdentity.Resolved listed && isNew(listed.id(), packing.count)) {
                        packing.add(file, listed.isLink());
                    }
                }
            }
            packing.endBlock();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isNew(FileId id, int position) {
        return byDevice.computeIfAbsent(id.device(), device -> new InodeTable())
                .add(id.inode(), new Mention(position + 1, 0))
                .isEmpty();
    }

    private final class Packing {
        private final ByteArrayOutputStream block = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(block);
        private byte[] last = new byte[0];
        private int count;

        void add(ImageReference file, boolean isLink) throws IOException {
            String text = file.path().toString();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            // ASCII is the same in bytes and text.
            if (bytes.length != text.length() && !PathBytes.isNamedBy(text, file.path())) {
                others.put(count, file);
                bytes = last;
            }
            int mismatch = Arrays.mismatch(last, bytes);
            int shared = mismatch < 0 ? bytes.length : mismatch;
            Varint.write(out, (long) shared << 1 | (isLink ? 1 : 0));
            Varint.write(out, bytes.length - shared);
            out.write(bytes, shared, bytes.length - shared);
            last = bytes;
            count++;
            if (count % BLOCK == 0) {
                endBlock();
            }
        }

        void endBlock() {
            if (block.size() > 0) {
                blocks.add(block.toByteArray());
                block.reset();
                last = new byte[0];
            }
        }
    }

    /** Returns the file with an identity, by the name and the identity under which it was listed. */
    public Optional<ImageReference> find(FileId id) {
        return Optional.ofNullable(byDevice.get(id.device()))
                .flatMap(inodes -> inodes.find(id.inode()))
                .map(mention -> file(mention.place() - 1, id));
    }

    private ImageReference file(int position, FileId id) {
        ImageReference other = others.get(position);
        try {
            return other == null ? unpack(position, id) : other;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ImageReference unpack(int position, FileId id) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(blocks.get(position / BLOCK)));
        byte[] bytes = new byte[0];
        boolean isLink = false;
        for (int i = 0; i <= position % BLOCK; i++) {
            long head = Varint.read(in);
            int shared = (int) (head >>> 1);
            int own = (int) Varint.read(in);
            bytes = Arrays.copyOf(bytes, shared + own);
            in.readFully(bytes, shared, own);
            isLink = (head & 1) != 0;
        }
        Path path = Path.of(new String(bytes, StandardCharsets.UTF_8));
        return new ImageReference(path, new FileIdentity.Resolved(id, isLink));
    }
}

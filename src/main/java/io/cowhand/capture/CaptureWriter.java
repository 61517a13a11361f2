package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileTree;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.NewFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a capture, which takes its name once it is complete.
 *
 * <p>Contents are packed some thousands to an entry, since an entry of a zip file takes 100 bytes besides its content.
 */
public final class CaptureWriter implements Closeable {

    static final String MANIFEST = "manifest.json";
    static final String TREE = "tree";
    static final String MOUNTS = "mounts";

    private final NewFile file;
    private final SealedStream sealed;
    private final ZipOutputStream zip;
    private final TreeBuilder tree = new TreeBuilder();
    private final FileRecorder recorder = new FileRecorder(tree);
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
    private int packs;

    /**
     * Begins a capture.
     *
     * @throws IOException if it cannot be written there, or there is a file that is not a capture
     */
    public CaptureWriter(Path target) throws IOException {
        checkReplaceable(target);
        this.file = NewFile.create(target);
        this.sealed = new SealedStream(file.out());
        this.zip = new ZipOutputStream(new BufferedOutputStream(sealed, 1 << 16), StandardCharsets.UTF_8);
    }

    /** A file that is no capture may be an image: to replace it would be the end of its data. */
    private static void checkReplaceable(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        boolean mayBeReplaced = Files.isRegularFile(target);
        if (mayBeReplaced) {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
                mayBeReplaced = Seal.mayBeCapture(channel);
            }
        }
        if (!mayBeReplaced) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "it exists and is not a capture, so it is not replaced");
        }
    }

    /** Returns the name of a pack. */
    static String pack(int number) {
        return String.format(Locale.ROOT, "contents/%06d", number);
    }

    /** Records the file that a path leads to. May be called by several threads, and takes as long as reading it. */
    public Recorded record(Path path) {
        return new Recorded(recorder.record(path));
    }

    /** Records that a file did not answer. */
    public Recorded recordSilence(Path path, String why) {
        return new Recorded(recorder.unanswered(path, why));
    }

    /** A file that was recorded, but not added to the capture yet. */
    public static final class Recorded {
        private final PathNode node;

        private Recorded(PathNode node) {
            this.node = node;
        }

        /** Returns why the file could not be read; {@code ""} if it could, or there is none. */
        public String error() {
            return node.error();
        }
    }

    /** Adds the content of a file. */
    public void add(Recorded recorded) throws IOException {
        if (recorded.node.content().isEmpty()) {
            return;
        }
        tree.place(recorded.node.path(), packs, pack.size());
        Bytes content = recorded.node.content().get().encode();
        ByteBuffer bytes = content.asBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        pack.write(copy);
        if (pack.size() >= Limits.PACK) {
            endPack();
        }
    }

    private void endPack() throws IOException {
        entry(pack(packs), pack::writeTo);
        packs++;
        pack.reset();
    }

    /** Writes the content of an entry. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private void entry(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        DigestingStream out = new DigestingStream(zip);
        content.write(out);
        zip.closeEntry();
        entries.add(new Manifest.Entry(name, out.size, out.digest()));
    }

    /** Digests and counts what an entry consists of. */
    private static final class DigestingStream extends FilterOutputStream {
        private final MessageDigest digest = Seal.newDigest();
        private long size;

        DigestingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            digest.update(bytes, from, length);
            size += length;
            out.write(bytes, from, length);
        }

        Bytes digest() {
            return Bytes.copyOf(ByteBuffer.wrap(digest.digest()));
        }
    }

    /** Completes the capture. */
    public void complete(Origin origin) throws IOException {
        if (pack.size() > 0) {
            endPack();
        }
        entry(TREE, out -> tree.write(new BufferedOutputStream(out, 1 << 16)));
        String mounts = MountPolicy.listOf(tree.devices());
        entry(MOUNTS, out -> out.write(mounts.getBytes(StandardCharsets.ISO_8859_1)));
        Manifest manifest = new Manifest(origin, FileTree.SYSTEM.user(), owners(), entries);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.setComment(Seal.UNSEALED);
        zip.finish();
        zip.flush();
        sealed.seal();
        file.complete();
    }

    private Map<Long, String> owners() {
        Map<Long, String> owners = new HashMap<>();
        tree.links().forEach((owner, link) -> owners.put(owner, FileTree.SYSTEM.describeOwner(link, owner)));
        return owners;
    }

    /** Removes what was written if the capture is not complete. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}

package io.cowhand.capture;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileStatus;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A capture that is open for reading. Safe for use by several threads. */
final class CaptureFile implements Closeable {

    private final ZipFile zip;
    private final Manifest manifest;
    private final Map<String, Manifest.Entry> entries = new HashMap<>();
    private final NodeTable nodes;
    private final String mounts;
    /** The packs that were read last. */
    private final LinkedHashMap<Integer, Bytes> packs = new LinkedHashMap<>(16, 0.75f, true);

    private long cached;

    private CaptureFile(ZipFile zip) throws IOException {
        this.zip = zip;
        byte[] text = read(CaptureWriter.MANIFEST, Limits.DIRECTORY);
        this.manifest = Manifest.of(new String(text, StandardCharsets.UTF_8));
        manifest.entries().forEach(entry -> entries.put(entry.name(), entry));
        // A quarter: the bytes are collected before they are put together.
        long most = Math.min(Integer.MAX_VALUE - 16L, Runtime.getRuntime().maxMemory() / 4);
        this.nodes = NodeTable.of(ByteBuffer.wrap(listed(CaptureWriter.TREE, (int) most)));
        this.mounts = new String(listed(CaptureWriter.MOUNTS, Limits.MOUNTS), StandardCharsets.ISO_8859_1);
    }

    /**
     * Opens a capture.
     *
     * @throws InvalidCaptureException if the file is none, or is damaged
     * @throws IOException if it cannot be read
     */
    static CaptureFile open(Path file) throws IOException {
        FileStatus.ofRegular(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Seal.check(channel);
        }
        ZipFile zip = zip(file);
        boolean isOpen = false;
        try {
            CaptureFile capture = new CaptureFile(zip);
            isOpen = true;
            return capture;
        } finally {
            if (!isOpen) {
                zip.close();
            }
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toString(), StandardCharsets.UTF_8);
        } catch (ZipException malformed) {
            throw new InvalidCaptureException("the capture is malformed: " + malformed.getMessage());
        }
    }

    Manifest manifest() {
        return manifest;
    }

    NodeTable nodes() {
        return nodes;
    }

    /** Returns the mounts of the captured files, as the system listed them. */
    String mounts() {
        return mounts;
    }

    /** Returns the content of a file, which must have one. */
    FileContent content(int file) throws IOException {
        return FileContent.decode(pack(nodes.pack(file).orElseThrow()), nodes.place(file));
    }

    private synchronized Bytes pack(int number) throws IOException {
        Bytes known = packs.get(number);
        if (known != null) {
            return known;
        }
        Bytes read = Bytes.copyOf(ByteBuffer.wrap(listed(CaptureWriter.pack(number), Limits.LARGEST_PACK)));
        packs.put(number, read);
        cached += read.length();
        var oldest = packs.entrySet().iterator();
        while (cached > Limits.CACHED_PACKS && packs.size() > 1) {
            cached -= oldest.next().getValue().length();
            oldest.remove();
        }
        return read;
    }

    /** Reads an entry that the manifest lists. Its digest is not computed again: the seal covers every byte. */
    private byte[] listed(String name, int most) throws IOException {
        Manifest.Entry entry = entries.get(name);
        byte[] content = read(name, most);
        if (entry == null || entry.size() != content.length) {
            throw new InvalidCaptureException(
                    "the capture is malformed: its entry " + name + " is not what the manifest says");
        }
        return content;
    }

    /** Reads an entry, but no more of it than is allowed, whatever size it declares. */
    private byte[] read(String name, int most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new InvalidCaptureException("the capture is malformed: it has no entry " + name);
        }
        if (entry.getSize() > most) {
            throw tooLarge(name, most);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(most);
            if (in.read() >= 0) {
                throw tooLarge(name, most);
            }
            return content;
        } catch (ZipException malformed) {
            throw new InvalidCaptureException("the capture is malformed: " + malformed.getMessage());
        }
    }

    private static InvalidCaptureException tooLarge(String name, int most) {
        String hint = name.equals(CaptureWriter.TREE) ? "; a larger heap (COWHAND_JAVA_OPTS=-Xmx…) reads more" : "";
        return new InvalidCaptureException(
                "the capture is too large to be read: its entry " + name + " has more than " + most + " bytes" + hint);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

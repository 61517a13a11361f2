package io.cowhand.os;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is written beside its name and gets the name when it is complete, so that nobody ever reads half of it. A
 * file of that name is replaced then.
 */
public final class NewFile implements Closeable {

    /** The magic of qcow2 images (section "Header"). */
    private static final byte[] QCOW2 = {'Q', 'F', 'I', (byte) 0xfb};

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean isComplete;

    private NewFile(Path file, Path unfinished) throws IOException {
        this.file = file;
        this.unfinished = unfinished;
        // Unlike a temporary file, it has the permissions that the user's new files have.
        this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Begins a file.
     *
     * @throws IOException if it cannot be written, or something other than a regular file has the name
     */
    public static NewFile create(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
        if (isImage(file)) {
            throw new FileSystemException(file.toString(), null, "it is a qcow2 image, which is not replaced");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new FileSystemException(file.toString(), null, "there is no directory " + directory);
        }
        String name = ".cowhand-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
        return new NewFile(file, file.resolveSibling(name));
    }

    /** Returns whether a file is an image, which somebody may have named by mistake. */
    private static boolean isImage(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(QCOW2.length), QCOW2);
        }
    }

    /** Returns the stream to write to; it is closed with this file. */
    public OutputStream out() {
        return out;
    }

    /**
     * Gives the file its name, once its bytes are on the disk.
     *
     * @throws IOException if not everything could be written; the file of that name is what it was
     */
    public void complete() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isComplete = true;
    }

    /** Removes the file if it is not complete. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!isComplete) {
            Files.deleteIfExists(unfinished);
        }
    }
}

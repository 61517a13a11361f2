package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.target.FileIdentity;
import io.cowhand.target.ImageReference;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.IOUtils;

/** Reads the window of an image and takes it apart. */
public final class HeaderReader {

    private HeaderReader() {}

    /** Reads an image with the window that its header needs. */
    public static Reading read(ImageReference image) {
        return read(image, 0);
    }

    /**
     * Reads an image with a window of at least {@code window} bytes, as far as the first cluster goes.
     *
     * @param window bytes, at most a cluster
     */
    public static Reading read(ImageReference image, int window) {
        Path path = image.path();
        try {
            FileIdentity identity = FileIdentity.of(path);
            if (identity.size() == 0) {
                // Not opened: what the kernel makes up, such as /proc/kmsg, has no size and may wait for ever.
                return new Reading.NotQcow2(Problem.error("not-qcow2", "this is not a qcow2 image: it is empty"));
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                return read(channel, identity, image.display(), window);
            }
        } catch (IOException error) {
            return new Reading.Unreadable(Problem.error("unreadable", SystemAnswer.describe(error)));
        }
    }

    private static Reading read(FileChannel channel, FileIdentity identity, String path, int atLeast)
            throws IOException {
        int size = roundUp(Math.max(atLeast, HeaderCodec.WINDOW_STEP));
        while (true) {
            Bytes window = head(channel, size);
            HeaderCodec.Decoding decoding = HeaderCodec.decode(window);
            if (decoding instanceof HeaderCodec.NotQcow2 not) {
                return new Reading.NotQcow2(not.problem());
            }
            if (decoding instanceof HeaderCodec.UnknownVersion unknown) {
                return new Reading.Unreadable(unknown.problem());
            }
            if (decoding instanceof HeaderCodec.Decoded decoded) {
                if (!decoded.header().encode().equals(window)) {
                    throw new IllegalStateException("the header of " + path + " is not encoded as it was decoded");
                }
                long fileSize = channel.size();
                HeaderImage header = cut(decoded.header(), window, atLeast, fileSize);
                return new Reading.Readable(new ImageFacts(header, fileSize, path), identity);
            }
            // Twice the size, as an area full of small extensions would otherwise be read once for each step.
            size = roundUp(Math.max(((HeaderCodec.Incomplete) decoding).window(), 2 * size));
        }
    }

    /**
     * The header with the window by its definition: up to the end of the header in whole steps, but never past the first
     * cluster. A broken header that cannot be told from less than what was read keeps it all.
     */
    private static HeaderImage cut(HeaderImage header, Bytes window, int atLeast, long fileSize) {
        int whole = roundUp(Math.max(header.end(), Math.max(atLeast, 1)));
        int exact = Math.min(whole, header.clusterSize().orElseGet(() -> wholeSectors(fileSize)));
        if (exact == window.length()) {
            return header;
        }
        return HeaderCodec.decode(window.slice(0, exact)) instanceof HeaderCodec.Decoded decoded
                ? decoded.header()
                : header;
    }

    /** The window where there is no telling how large a cluster is: no more than the file has. */
    private static int wholeSectors(long fileSize) {
        long sectors = fileSize / HeaderCodec.MIN_WINDOW * HeaderCodec.MIN_WINDOW;
        return (int) Math.min(HeaderCodec.WINDOW_STEP, Math.max(HeaderCodec.MIN_WINDOW, sectors));
    }

    private static int roundUp(int bytes) {
        return (bytes + HeaderCodec.WINDOW_STEP - 1) / HeaderCodec.WINDOW_STEP * HeaderCodec.WINDOW_STEP;
    }

    /** The first bytes of a file; zeros stand for what it does not have, as QEMU reads them. */
    private static Bytes head(FileChannel channel, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        IOUtils.read(channel.position(0), buffer);
        return Bytes.copyOf(buffer.clear());
    }
}

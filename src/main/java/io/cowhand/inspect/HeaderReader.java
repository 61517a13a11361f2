package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ListedFile;
import io.cowhand.os.FileStatus;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the window of an image and takes it apart, and then the tables that it points to.
 *
 * <p>The window is read again at the end: a program that has the image open for writing changes header and tables one
 * after the other, and not every one shows by a lock that it does.
 */
public final class HeaderReader {

    /** How often an image is read that changes meanwhile. */
    private static final int ATTEMPTS = 5;

    private static final Set<OpenOption> THROUGH_LINKS = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> ITSELF = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Between looks at a header that another run is writing, which takes some milliseconds. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    /** Ten seconds, which is longer than any disk takes. */
    private static final int MOST_PAUSES = 2_000;

    private HeaderReader() {}

    /** Reads an image with the window that its header needs. */
    public static ReadResult read(ImageReference image) {
        return read(image, 0);
    }

    /** Reads an image with its whole first cluster as the window, as far as the header says how large that is. */
    public static ReadResult readFirstCluster(ImageReference image) {
        return read(image, HeaderImage.MAX_CLUSTER_SIZE);
    }

    /**
     * Reads an image with a window of at least {@code window} bytes, as far as the first cluster goes.
     */
    public static ReadResult read(ImageReference image, int window) {
        Path path = image.path();
        try {
            FileStatus identity = FileStatus.ofRegular(path);
            Optional<Problem> objection = objection(image, identity);
            if (objection.isPresent()) {
                return new ReadResult.Unreadable(objection.get());
            }
            // Not opened where empty: what the kernel makes up, such as /proc/kmsg, has no size and may wait for ever.
            if (identity.size() == 0
                    && HeaderCodec.decode(Bytes.zeros(HeaderCodec.MIN_WINDOW)) instanceof HeaderCodec.NotQcow2 empty) {
                return new ReadResult.NotQcow2(empty.problem());
            }
            try (FileChannel channel = FileChannel.open(path, options(image))) {
                return settled(channel, identity, image, window);
            }
        } catch (IOException error) {
            return new ReadResult.Unreadable(
                    Problem.error(HeaderCodec.UNREADABLE, IoErrors.describe(error) + hint(image)));
        }
    }

    /** How to open an image: what was no link when it was listed must not be one now. */
    private static Set<OpenOption> options(ImageReference image) {
        return image.lastLink() == TrailingLink.REFUSED ? ITSELF : THROUGH_LINKS;
    }

    /** Why a file must not be read that a path leads to now: it is not the one that was listed. */
    private static Optional<Problem> objection(ImageReference image, FileStatus now) {
        if (image.listed().isEmpty()) {
            return Optional.empty();
        }
        ListedFile listed = image.listed().get();
        if (listed instanceof ListedFile.Refused refused) {
            return Optional.of(refused.problem());
        }
        if (listed instanceof ListedFile.File file) {
            return file.device() == now.device() && file.inode() == now.inode()
                    ? Optional.empty()
                    : Optional.of(replaced("another file has taken the image's place since the images were listed"));
        }
        return Optional.of(replaced("a file has come into this place since the images were listed"));
    }

    private static Problem replaced(String what) {
        return Problem.error("image-replaced", what + "; it was not read, as it may be somebody else's");
    }

    /** A name that reaches the program in pieces cannot be found by them. */
    private static String hint(ImageReference image) {
        return image.display().indexOf('\ufffd') < 0
                ? ""
                : "; a name that is not UTF-8 has to come through a glob in quotes, a list, or as a file: URI";
    }

    /** Reads until the window is the same at the end as in the beginning, but not for ever. */
    static ReadResult settled(FileChannel channel, FileStatus identity, ImageReference image, int window)
            throws IOException {
        boolean wasLocked = true;
        for (int attempt = 0, waited = 0; attempt < ATTEMPTS; ) {
            Optional<ReadResult> reading = once(new ImageFile(channel), identity, image, window);
            boolean isMarked = reading.filter(HeaderReader::isHalfWritten).isPresent();
            if (reading.isPresent() && !(isMarked && wasLocked)) {
                return reading.get();
            }
            if (!isMarked) {
                attempt++;
            } else if (waited == MOST_PAUSES) {
                return new ReadResult.Unreadable(Problem.error(
                        HeaderCodec.CHANGING, "another run of Cowhand is writing this header, and does not end"));
            } else {
                // Of a header that is not being written any more, another look tells whether it is whole by now.
                wasLocked = LockTable.isLockedNow(identity);
                if (wasLocked) {
                    LockSupport.parkNanos(PAUSE);
                    waited++;
                }
            }
        }
        return new ReadResult.Unreadable(Problem.error(
                HeaderCodec.CHANGING,
                "the header changed each of " + ATTEMPTS
                        + " times while it was read: a program is writing to the image"));
    }

    private static boolean isHalfWritten(ReadResult reading) {
        return reading instanceof ReadResult.UnknownVersion unknown
                && unknown.problem().code().equals(HeaderCodec.HALF_WRITTEN);
    }

    /** Reads everything once; nothing, if the window is another one at the end. */
    private static Optional<ReadResult> once(ImageFile file, FileStatus identity, ImageReference image, int atLeast)
            throws IOException {
        int size = HeaderCodec.WINDOW_STEP;
        while (true) {
            Bytes window = file.read(0, size);
            HeaderCodec.Decoding decoding = HeaderCodec.decode(window);
            if (decoding instanceof HeaderCodec.NotQcow2 not) {
                return Optional.of(new ReadResult.NotQcow2(not.problem()));
            }
            if (decoding instanceof HeaderCodec.UnknownVersion unknown) {
                return Optional.of(new ReadResult.UnknownVersion(unknown.problem()));
            }
            if (decoding instanceof HeaderCodec.Decoded decoded) {
                int wanted = Math.min(atLeast, decoded.header().clusterSize().orElse(size));
                if (wanted > size) {
                    size = roundUp(wanted);
                    continue;
                }
                HeaderImage header = cut(decoded.header(), window, atLeast, file.size());
                Bytes found = window.slice(0, header.windowLength());
                if (!header.isEncodedAs(found)) {
                    throw new IllegalStateException(
                            "the header of " + image.display() + " is not encoded as it was decoded");
                }
                ImageFacts facts = new ImageFacts(
                        header,
                        file.size(),
                        image.display(),
                        image.directory(),
                        SnapshotTableReader.read(file, header),
                        BitmapDirectoryReader.read(file, header),
                        LuksHeaderReader.read(file, header));
                return file.beginsWith(window)
                        ? Optional.of(new ReadResult.Readable(facts, found, identity))
                        : Optional.empty();
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
}

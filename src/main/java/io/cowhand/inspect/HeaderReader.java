package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WindowCache;
import io.cowhand.image.EmptyEntry;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.ReadableFile;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Limits;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads and decodes the window of an image, and the tables that the header points to.
 *
 * <p>The window is read again at the end: a program that writes to the image changes header and tables separately, or the header in
 * several writes, and not every such program holds a lock. Zeros at the end of the window are read once: where they
 * were written later, what was read is the header as it was before.
 */
public final class HeaderReader {

    /** Reads images of the system. */
    public static final HeaderReader SYSTEM = new HeaderReader(FileTree.SYSTEM);

    private final FileTree files;
    private final WindowCache<Decoded> decoded = new WindowCache<>();

    /**
     * What a window was decoded to.
     *
     * @param window the window, which is one object for images with equal headers
     */
    private record Decoded(Bytes window, HeaderCodec.Decoding decoding) {}

    /** What is read, and how carefully. */
    private enum Use {
        /** Header and tables, as they are at one time. */
        WHOLE,
        /** The header. */
        WITHOUT_TABLES,
        /** Header and tables; if there are no tables, the header only once, since it is compared with a known one. */
        COMPARED
    }

    /** The name of an image. */
    private record Name(ImageReference image) implements ImageFacts.Name {
        @Override
        public String path() {
            return image.display();
        }

        @Override
        public String directory() {
            return image.directory();
        }
    }

    /** Creates a reader of images in a tree of files. */
    public HeaderReader(FileTree files) {
        this.files = files;
    }

    /** Reads an image with the window that its header needs. */
    public ReadResult read(ImageReference image) {
        return read(image, 0);
    }

    /** Reads an image with its first cluster as the window, if the header says how large a cluster is. */
    public ReadResult readFirstCluster(ImageReference image) {
        return read(image, Limits.MAX_CLUSTER_SIZE);
    }

    /**
     * Reads an image with a window of at least {@code window} bytes, but not beyond the first cluster.
     */
    public ReadResult read(ImageReference image, int window) {
        return read(image, window, Use.WHOLE);
    }

    /**
     * Reads an image for a caller that compares the header with known ones. A header without tables is read only once: if it
     * equals none of the known ones, the caller reads the image again, with {@link #read(ImageReference, int)}.
     */
    public ReadResult readToCompare(ImageReference image, int window) {
        return read(image, window, Use.COMPARED);
    }

    private ReadResult read(ImageReference image, int window, Use use) {
        Path path = image.path();
        try {
            FileStatus identity = files.status(path);
            identity.requireRegular(path);
            Optional<Problem> objection = identityMismatch(image, identity);
            if (objection.isPresent()) {
                return new ReadResult.Unreadable(objection.get());
            }
            // Not opened if empty: files of the kernel, such as /proc/kmsg, have no size and may block.
            if (identity.size() == 0
                    && HeaderCodec.decode(Bytes.zeros(HeaderCodec.MIN_WINDOW)) instanceof HeaderCodec.NotQcow2 empty) {
                return new ReadResult.NotQcow2(empty.problem());
            }
            try (ReadableFile file = files.open(path, image.lastLink())) {
                return readStable(file, identity, image, window, use);
            }
        } catch (IOException error) {
            return new ReadResult.Unreadable(
                    Problem.error(CommonCode.UNREADABLE, IoErrors.describe(error) + hint(image, error)));
        }
    }

    /** Returns why the file that a path leads to now must not be read: it is not the one that was listed. */
    public static Optional<Problem> identityMismatch(ImageReference image, FileStatus now) {
        FileIdentity listed = image.listed();
        if (listed instanceof FileIdentity.Unlisted) {
            return Optional.empty();
        }
        if (listed instanceof FileIdentity.UntrustedLink refused) {
            return Optional.of(refused.problem());
        }
        if (listed instanceof FileIdentity.Resolved file) {
            return file.id().equals(now.id())
                    ? Optional.empty()
                    : Optional.of(replaced("another file has replaced the image since the images were listed"));
        }
        return Optional.of(replaced("the file has appeared since the images were listed"));
    }

    private static Problem replaced(String what) {
        return Problem.error(
                ProblemCode.IMAGE_REPLACED, what + "; it was not read, since it may belong to another user");
    }

    /** Returns a hint about the name of an image that cannot be read. */
    private static String hint(ImageReference image, IOException error) {
        if (image.display().indexOf('\ufffd') >= 0) {
            return "; to name a file that is not UTF-8, use a glob in quotes, a list, or a file: URI";
        }
        return error instanceof NoSuchFileException ? expansionHint(image.path()) : "";
    }

    /** The path begins with the recipe's folder, so any component may be the first one of the entry. */
    private static String expansionHint(Path path) {
        for (Path name : path) {
            String hint = EmptyEntry.expansionHint(name.toString());
            if (!hint.isEmpty()) {
                return hint;
            }
        }
        return "";
    }

    /** Reads an open image with its first cluster as the window, if the header says how large a cluster is. */
    public ReadResult readFirstCluster(ReadableFile file, FileStatus identity, ImageReference image)
            throws IOException {
        return readStable(file, identity, image, Limits.MAX_CLUSTER_SIZE);
    }

    /** Reads the first cluster of an open image, and none of the tables of snapshots and bitmaps. */
    ReadResult readWithoutTables(ReadableFile file, FileStatus identity, ImageReference image) throws IOException {
        return readStable(file, identity, image, Limits.MAX_CLUSTER_SIZE, Use.WITHOUT_TABLES);
    }

    /** Reads the header of an open image, with the window that it needs, and no tables. */
    ReadResult readHeader(ReadableFile file, FileStatus identity, ImageReference image) throws IOException {
        return readStable(file, identity, image, 0, Use.WITHOUT_TABLES);
    }

    /** Reads an image until its window does not change meanwhile, up to a number of attempts. */
    ReadResult readStable(ReadableFile file, FileStatus identity, ImageReference image, int window) throws IOException {
        return readStable(file, identity, image, window, Use.WHOLE);
    }

    private ReadResult readStable(ReadableFile file, FileStatus identity, ImageReference image, int window, Use use)
            throws IOException {
        boolean wasLocked = true;
        for (int attempt = 0, waited = 0; attempt < ReadLimits.ATTEMPTS; ) {
            Optional<ReadResult> reading = readOnce(new ImageFile(file), identity, image, window, use);
            boolean isMarked = reading.filter(HeaderReader::isHalfWritten).isPresent();
            if (reading.isPresent() && !(isMarked && wasLocked)) {
                return reading.get();
            }
            if (!isMarked) {
                attempt++;
            } else if (waited == ReadLimits.PAUSES) {
                return new ReadResult.Unreadable(Problem.error(
                        CommonCode.HEADER_CHANGING,
                        "another run of Cowhand has been writing this header for too long"));
            } else {
                // Once the header is no longer being written, reading it again shows whether it is complete.
                wasLocked = files.isLockedNow(identity);
                if (wasLocked) {
                    LockSupport.parkNanos(ReadLimits.PAUSE_NANOS);
                    waited++;
                }
            }
        }
        return new ReadResult.Unreadable(Problem.error(
                CommonCode.HEADER_CHANGING,
                "the header changed each of " + ReadLimits.ATTEMPTS
                        + " times while it was read: a program is writing to the image"));
    }

    private static boolean isHalfWritten(ReadResult reading) {
        return reading instanceof ReadResult.UnknownVersion unknown
                && unknown.problem().code().equals(CommonCode.HALF_WRITTEN);
    }

    /** Reads header and tables once; returns nothing if the window has changed meanwhile. */
    private Optional<ReadResult> readOnce(
            ImageFile file, FileStatus identity, ImageReference image, int atLeast, Use use) throws IOException {
        int size = HeaderCodec.WINDOW_STEP;
        while (true) {
            Decoded reading = decode(file.read(0, size));
            Bytes window = reading.window;
            HeaderCodec.Decoding decoding = reading.decoding;
            if (decoding instanceof HeaderCodec.NotQcow2 not) {
                return Optional.of(new ReadResult.NotQcow2(not.problem()));
            }
            if (decoding instanceof HeaderCodec.UnknownVersion unknown) {
                return Optional.of(new ReadResult.UnknownVersion(unknown.problem()));
            }
            if (decoding instanceof HeaderCodec.Decoded found) {
                int wanted = Math.min(atLeast, found.header().clusterSize().orElse(size));
                if (wanted > size) {
                    size = roundUp(wanted);
                    continue;
                }
                HeaderImage header = cut(found.header(), window, atLeast, file.size());
                ImageFacts facts = new ImageFacts(
                        header,
                        file.size(),
                        new Name(image),
                        use != Use.WITHOUT_TABLES ? SnapshotTableReader.read(file, header) : Optional.empty(),
                        use != Use.WITHOUT_TABLES ? BitmapDirectoryReader.read(file, header) : Optional.empty(),
                        LuksHeaderReader.read(file, header));
                boolean isCompared = use == Use.COMPARED && facts.hasNoTables();
                return isCompared || file.beginsWith(withoutZeroSteps(window))
                        ? Optional.of(new ReadResult.Readable(facts, window.slice(0, header.windowLength()), identity))
                        : Optional.empty();
            }
            // Twice the size, since an area full of small extensions would otherwise be read again for each step.
            size = roundUp(Math.max(((HeaderCodec.Incomplete) decoding).window(), 2 * size));
        }
    }

    /** Decodes a window, or returns what an equal one was decoded to. */
    private Decoded decode(Bytes window) {
        Optional<Decoded> known = decoded.get(window, any -> true);
        if (known.isPresent()) {
            return known.get();
        }
        Decoded fresh = new Decoded(window, HeaderCodec.decode(window));
        if (fresh.decoding instanceof HeaderCodec.Decoded found) {
            if (!found.header().isEncodedAs(window)) {
                throw new IllegalStateException("the header is not encoded as it was decoded");
            }
            decoded.put(window, fresh);
        }
        return fresh;
    }

    /**
     * Returns the header with its window: up to the end of the header in whole steps, but not beyond the first cluster.
     * A header that does not decode from this window keeps everything that was read.
     */
    private HeaderImage cut(HeaderImage header, Bytes window, int atLeast, long fileSize) {
        int whole = roundUp(Math.max(header.end(), Math.max(atLeast, 1)));
        OptionalInt cluster = header.clusterSize();
        int exact = Math.min(whole, cluster.isPresent() ? cluster.getAsInt() : wholeSectors(fileSize));
        if (exact == window.length()) {
            return header;
        }
        return decode(window.slice(0, exact)).decoding instanceof HeaderCodec.Decoded exactly
                ? exactly.header()
                : header;
    }

    /** Returns a window without the whole steps of zeros at its end. */
    private static Bytes withoutZeroSteps(Bytes window) {
        int used = window.withoutTrailingZeros().length();
        return window.slice(0, Math.min(window.length(), roundUp(Math.max(used, 1))));
    }

    /** Returns the size of the window if the cluster size is not valid: at most that of the file. */
    private static int wholeSectors(long fileSize) {
        long sectors = fileSize / HeaderCodec.MIN_WINDOW * HeaderCodec.MIN_WINDOW;
        return (int) Math.min(HeaderCodec.WINDOW_STEP, Math.max(HeaderCodec.MIN_WINDOW, sectors));
    }

    private static int roundUp(int bytes) {
        return (bytes + HeaderCodec.WINDOW_STEP - 1) / HeaderCodec.WINDOW_STEP * HeaderCodec.WINDOW_STEP;
    }
}

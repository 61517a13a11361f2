package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.ReadableFile;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.ImageFacts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What writing a captured header back to an image means.
 *
 * @param image the image, with the identity of its file
 * @param file the file
 * @param before the first bytes of the image
 * @param after the same bytes as they were captured
 * @param objections why the captured header may no longer describe the image
 */
record RestoredHeader(ImageReference image, FileStatus file, Bytes before, Bytes after, List<Problem> objections) {

    /** Why a captured header cannot be restored, whatever the user confirms. */
    static final class ImpossibleException extends IOException {
        private static final long serialVersionUID = 1L;

        ImpossibleException(String message) {
            super(message);
        }
    }

    /**
     * Compares an image with what was captured of it.
     *
     * @param image the image, with the file that its path led to
     * @throws ImpossibleException if the capture has no header that fits
     * @throws IOException if the image cannot be read
     */
    static RestoredHeader of(ImageReference image, FileTree captured) throws IOException {
        ReadResult.Readable then = captured(image, captured);
        FileStatus file = FileTree.SYSTEM.status(image.path());
        file.requireRegular(image.path());
        Optional<Problem> replaced = HeaderReader.identityMismatch(image, file);
        if (replaced.isPresent()) {
            throw new IOException(replaced.get().message());
        }
        try (ReadableFile open = FileTree.SYSTEM.open(image.path(), image.lastLink())) {
            Optional<ReadResult.Readable> now = readable(open, file, image);
            int cluster = then.window().length();
            if (now.isPresent() && now.get().window().length() != cluster) {
                throw new ImpossibleException("the clusters of the image do not have the size that they had when it was"
                        + " captured: it is another image by now");
            }
            int length = Math.max(
                    windowLength(then), now.map(RestoredHeader::windowLength).orElse(0));
            if (open.size() < length) {
                throw new ImpossibleException("the file is shorter than the header that was captured");
            }
            Bytes after = then.window().slice(0, length);
            Optional<ImageFacts> restored =
                    readable(new OverlaidFile(after, open), file, image).map(ReadResult.Readable::facts);
            return new RestoredHeader(
                    image,
                    file,
                    read(open, length),
                    after,
                    RestoreObjections.of(
                            then.facts(), then.file(), now.map(ReadResult.Readable::facts), file, restored));
        }
    }

    private static ReadResult.Readable captured(ImageReference named, FileTree captured) throws IOException {
        ReadResult reading = new HeaderReader(captured).readFirstCluster(new ImageReference(named.path()));
        if (reading instanceof ReadResult.Readable readable) {
            return readable;
        }
        throw new ImpossibleException("the capture has no header of it: "
                + ((ReadResult.Failed) reading).problem().message());
    }

    /** The window that a header needs, of which a reading of the first cluster has more. */
    private static int windowLength(ReadResult.Readable reading) {
        int whole = (reading.facts().header().end() + HeaderCodec.WINDOW_STEP - 1)
                / HeaderCodec.WINDOW_STEP
                * HeaderCodec.WINDOW_STEP;
        return Math.min(whole, reading.window().length());
    }

    private static Optional<ReadResult.Readable> readable(ReadableFile file, FileStatus status, ImageReference image)
            throws IOException {
        return HeaderReader.SYSTEM.readFirstCluster(file, status, image) instanceof ReadResult.Readable readable
                ? Optional.of(readable)
                : Optional.empty();
    }

    private static Bytes read(ReadableFile file, int length) throws IOException {
        return Bytes.read(length, buffer -> {
            while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
                // One call may return fewer bytes.
            }
        });
    }

    /** Returns whether the image has the captured header already. */
    boolean isUnchanged() {
        return before.equals(after);
    }

    /** Returns the write that restores the header, which differs. */
    SectorWrite write() {
        return SectorWrite.between(before, after, HeaderCodec.mark(after));
    }

    /** Returns the changes that the write makes: fields and values if there is a header, and else the bytes. */
    List<PlannedChange> changes() {
        List<Change> changes = HeaderCodec.decode(before) instanceof HeaderCodec.Decoded now
                        && HeaderCodec.decode(after) instanceof HeaderCodec.Decoded then
                ? HeaderDiff.between(now.header(), then.header())
                : List.of(new Change.RawBytes(0, before, after));
        return changes.stream()
                .map(change -> new PlannedChange(0, "", false, change))
                .toList();
    }
}

package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.bytes.SimilarDigests;
import io.cowhand.os.FileId;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.undo.UndoTerms;
import java.util.List;

/**
 * The intent to write one image.
 *
 * @param number the intent's number, from 1 in the order of the journal
 * @param image the image's path as shown
 * @param uri the image's absolute {@code file:} URI with percent-encoded bytes
 * @param file the image's file
 * @param link whether a link at the end of the image's path is followed
 * @param undo when the old sectors may be restored
 * @param change the old and the new sectors
 * @param windowLength the length in bytes of the window that the write was planned from
 * @param restDigest SHA-256 of the rest of the window: without those sectors and without the zeros at its end
 * @param ordinal the image's number in the run, from 1, in the order of its images; the journal's order may differ,
 *     since many threads write
 */
public record Intent(
        long number,
        String image,
        String uri,
        FileId file,
        TrailingLink link,
        UndoTerms undo,
        SectorChange change,
        int windowLength,
        Bytes restDigest,
        long ordinal) {

    private static final SimilarDigests REST_DIGESTS = new SimilarDigests();

    /** Returns the intent of a write, without a number. */
    static Intent of(Journal.Write write) {
        SectorWrite writes = write.writes();
        return new Intent(
                0,
                write.image(),
                write.uri(),
                write.file(),
                write.link(),
                write.undo(),
                writes.change(),
                writes.window().length(),
                restDigest(writes.window(), writes.change()),
                write.ordinal());
    }

    Intent numbered(long assigned) {
        return new Intent(assigned, image, uri, file, link, undo, change, windowLength, restDigest, ordinal);
    }

    /**
     * Digests a window without the sectors of a change. Trailing zeros, which are most of the window, are left out,
     * since its length is recorded.
     */
    private static Bytes restDigest(Bytes window, SectorChange change) {
        Bytes before = window.slice(0, change.offset());
        Bytes after = window.slice(change.end(), window.length()).withoutTrailingZeros();
        return REST_DIGESTS.sha256(Bytes.concat(List.of(before, after)));
    }

    /** Returns whether a window, apart from the sectors of the change, is as it was when the write was planned. */
    public boolean matchesRest(Bytes window) {
        return window.length() == windowLength && restDigest(window, change).equals(restDigest);
    }
}

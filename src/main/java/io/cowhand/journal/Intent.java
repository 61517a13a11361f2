package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.undo.UndoTerms;

/**
 * What is about to be written to one image.
 *
 * @param number from 1, in the order of the journal
 * @param image the image's path as shown
 * @param uri the image's absolute {@code file:} URI, byte for byte
 * @param device the image's file, by device
 * @param inode the same, by its number there
 * @param link whether a link at the end of the image's path is followed
 * @param undo when the old sectors may be put back
 * @param change the sectors as they were and as they are to be
 * @param windowLength bytes from the start of the image that the write was planned from
 * @param rest SHA-256 of the window without those sectors and without the zeros at its end
 * @param ordinal the image's number in the run, from 1, in the order of its images; the journal's order may be another, as
 *     many threads write
 */
public record Intent(
        long number,
        String image,
        String uri,
        long device,
        long inode,
        TrailingLink link,
        UndoTerms undo,
        SectorChange change,
        int windowLength,
        Bytes rest,
        long ordinal) {

    /**
     * What was digested last: images that were made the same way differ only in their names. To digest 600 bytes takes
     * 4 µs, to compare them 0.2 µs; an image takes some 20 to 50 µs in all.
     */
    private static volatile Rest lastRest = new Rest(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY.sha256());

    private record Rest(Bytes before, Bytes behind, Bytes digest) {}

    /** Returns the intent to write sectors, which has no number yet. */
    static Intent of(Journal.Write write) {
        SectorWrite writes = write.writes();
        return new Intent(
                0,
                write.image(),
                write.uri(),
                write.device(),
                write.inode(),
                write.link(),
                write.undo(),
                writes.change(),
                writes.window().length(),
                rest(writes.window(), writes.change()),
                write.ordinal());
    }

    Intent numbered(long assigned) {
        return new Intent(assigned, image, uri, device, inode, link, undo, change, windowLength, rest, ordinal);
    }

    /** Digests a window without a part; without the zeros behind it, which are most of it, as its length is known. */
    private static Bytes rest(Bytes window, SectorChange change) {
        Bytes before = window.slice(0, change.offset());
        Bytes behind = window.slice(change.end(), window.length()).withoutTrailingZeros();
        Rest last = lastRest;
        if (!before.equals(last.before) || !behind.equals(last.behind)) {
            last = new Rest(before.detached(), behind.detached(), Bytes.sha256(before, behind));
            lastRest = last;
        }
        return last.digest;
    }

    /** Returns whether all of a window but the sectors is what it was when the write was planned. */
    public boolean isRestOf(Bytes window) {
        return window.length() == windowLength && rest(window, change).equals(rest);
    }
}

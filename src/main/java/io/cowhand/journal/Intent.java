package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import io.cowhand.bytes.WriteSet;

/**
 * What is about to be written to one image.
 *
 * @param number from 1, in the order of the journal
 * @param image the image's path as shown
 * @param uri the image's absolute {@code file:} URI, byte for byte
 * @param undo when the old sectors may be put back
 * @param hasExternalData whether guest data is in another file, whose changes do not show in the image
 * @param offset of the first sector, in bytes from the start of the image
 * @param before the sectors as they were
 * @param after the sectors as they shall be
 * @param windowLength bytes from the start of the image that the write was planned from
 * @param rest SHA-256 of the window without those sectors and without the zeros at its end
 */
public record Intent(
        long number,
        String image,
        String uri,
        UndoClass undo,
        boolean hasExternalData,
        int offset,
        Bytes before,
        Bytes after,
        int windowLength,
        Bytes rest) {

    /** What was digested last: images that were made the same way differ only in their names. */
    private static volatile Rest lastRest = new Rest(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY.sha256());

    private record Rest(Bytes before, Bytes behind, Bytes digest) {}

    /** The intent to write sectors, which has no number yet. */
    static Intent of(String image, String uri, WriteSet writes) {
        return new Intent(
                0,
                image,
                uri,
                writes.undo(),
                writes.hasExternalData(),
                writes.offset(),
                writes.replaced(),
                writes.replacement(),
                writes.window().length(),
                rest(writes.window(), writes.offset(), writes.replacement().length()));
    }

    Intent numbered(long assigned) {
        return new Intent(assigned, image, uri, undo, hasExternalData, offset, before, after, windowLength, rest);
    }

    /** The digest of a window without a part; without the zeros behind it, which are most of it, as its length is known. */
    private static Bytes rest(Bytes window, int offset, int length) {
        Bytes before = window.slice(0, offset);
        Bytes behind = window.slice(offset + length, window.length()).withoutTrailingZeros();
        Rest last = lastRest;
        if (!before.equals(last.before) || !behind.equals(last.behind)) {
            last = new Rest(before.detached(), behind.detached(), Bytes.sha256(before, behind));
            lastRest = last;
        }
        return last.digest;
    }

    /** Whether all of a window but the sectors is what it was when the write was planned. */
    public boolean isRestOf(Bytes window) {
        return window.length() == windowLength
                && rest(window, offset, after.length()).equals(rest);
    }

    /** The sectors as they stand in a window. */
    public Bytes sectors(Bytes window) {
        return window.slice(offset, offset + after.length());
    }
}

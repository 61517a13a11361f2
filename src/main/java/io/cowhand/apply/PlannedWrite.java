package io.cowhand.apply;

import io.cowhand.bytes.SectorWrite;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.undo.UndoTerms;

/**
 * A planned write to an image.
 *
 * @param image the image
 * @param file the file that the image's path led to when it was planned
 * @param link whether a link at the end of the image's path is followed: only if it existed when the image was planned
 * @param writes the sectors to write
 * @param undo when the old sectors may be restored
 * @param ordinal the image's number in the run, from 1, in the order of its images
 */
public record PlannedWrite(
        ImageReference image, FileStatus file, TrailingLink link, SectorWrite writes, UndoTerms undo, long ordinal) {

    /** A write to the only image of a run. */
    public PlannedWrite(ImageReference image, FileStatus file, TrailingLink link, SectorWrite writes, UndoTerms undo) {
        this(image, file, link, writes, undo, 1);
    }
}

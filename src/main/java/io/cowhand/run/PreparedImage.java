package io.cowhand.run;

import io.cowhand.apply.PlannedWrite;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileStatus;
import io.cowhand.undo.UndoTerms;

/** An image after the first stage: it is known what to write. */
public sealed interface PreparedImage {

    /** Nothing needs to be written. */
    record Finished(ImageResult result) implements PreparedImage {
        @Override
        public long weight() {
            return result.header()
                    .map(header -> (long) header.before().length())
                    .orElse(0L);
        }
    }

    /**
     * A change needs to be written.
     *
     * @param result the result if it is written
     */
    record Planned(ImageReference image, FileStatus file, SectorWrite writes, UndoTerms undo, ImageResult result)
            implements PreparedImage {

        PlannedWrite write(long ordinal) {
            return new PlannedWrite(image, file, image.lastLink(), writes, undo, ordinal);
        }

        @Override
        public long weight() {
            return writes.window().length();
        }
    }

    /** Returns the result; that of a change, if it is written. */
    ImageResult result();

    /** Returns the number of bytes to keep until the image is written. */
    long weight();
}

package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.MalformedJsonException;

/**
 * An image of a plan as it is written, to be read where it is processed: in many threads.
 *
 * @param number the number of the line in the file; the first image is in line 2
 * @param line the line without its line feed
 * @param reader reads the lines of the plan
 */
public record PlanLine(long number, Bytes line, PlanLineReader reader) {

    /**
     * How many different lines are kept, with what was made of them; a power of two. Each takes some KiB, and more would gain
     * little: where lines are equal, equal ones come early in a fleet.
     */
    public static final int KEPT = 1 << 11;

    /**
     * Reads the image.
     *
     * @throws MalformedJsonException if the line, although it is as it was written, is not that of an image
     */
    public PlannedImage read() throws MalformedJsonException {
        return reader.read(line);
    }
}

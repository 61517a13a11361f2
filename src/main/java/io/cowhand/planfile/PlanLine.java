package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.MalformedJsonException;

/** An image of a plan as it is written, to be read where it is processed: in many threads. */
public record PlanLine(Bytes line) {

    /**
     * Reads the image.
     *
     * @throws MalformedJsonException if the line, although it is as it was written, is not that of an image
     */
    public PlannedImage read() throws MalformedJsonException {
        return PlannedImageJson.read(SavedLines.text(line));
    }
}

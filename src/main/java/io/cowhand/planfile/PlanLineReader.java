package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WindowCache;
import io.cowhand.json.JsonLines;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.NamedImage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the lines of a plan. Lines that differ in the image's name alone, as those for images with equal headers do, are parsed
 * once. Safe for use by several threads.
 */
final class PlanLineReader {

    /** A line for an image without a URI and a position begins with this, and its name, and {@link #AFTER_NAME}. */
    private static final Bytes BEFORE_NAME = Bytes.utf8(
            "{\"" + JsonLines.FORMAT_VERSION_MEMBER + "\":\"" + JsonLines.FORMAT_VERSION + "\",\"image\":\"");

    private static final Bytes AFTER_NAME = Bytes.utf8("\",\"status\":");

    private final WindowCache<PlannedImage> known = new WindowCache<>(PlanLine.KEPT);

    /**
     * Reads the image of a line.
     *
     * @throws MalformedJsonException if it is not the line of an image
     */
    PlannedImage read(Bytes line) throws MalformedJsonException {
        int nameEnd = nameEnd(line);
        if (nameEnd < 0) {
            return PlannedImageJson.read(line);
        }
        Bytes rest = line.slice(nameEnd, line.length());
        Optional<PlannedImage> same = known.get(rest, any -> true);
        if (same.isEmpty()) {
            PlannedImage image = PlannedImageJson.read(line);
            known.put(rest, image);
            return image;
        }
        String name = line.slice(BEFORE_NAME.length(), nameEnd).display();
        return same.get().named(new NamedImage(name, Optional.empty(), OptionalLong.empty()));
    }

    /** Returns the offset after the image's name; negative if the line has another form, or the name is not plain ASCII. */
    private static int nameEnd(Bytes line) {
        int start = BEFORE_NAME.length();
        if (line.length() < start || !line.slice(0, start).equals(BEFORE_NAME)) {
            return -1;
        }
        int end = start;
        while (end < line.length() && isPlain(line.u8(end))) {
            end++;
        }
        boolean isComplete = end > start
                && end + AFTER_NAME.length() <= line.length()
                && line.slice(end, end + AFTER_NAME.length()).equals(AFTER_NAME);
        return isComplete ? end : -1;
    }

    /** Returns whether a byte of a JSON string stands for itself. */
    private static boolean isPlain(int character) {
        return character >= ' ' && character < 0x7f && character != '"' && character != '\\';
    }
}

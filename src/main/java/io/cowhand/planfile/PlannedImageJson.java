package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.Image;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonLines;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.qcow2.Limits;
import io.cowhand.result.ResultJson;
import io.cowhand.result.ResultJsonReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * An image of a saved plan as JSON: the members of its result, and
 *
 * <pre>
 * file_size   the size of the file
 * window      how many of its first bytes the plan was made from
 * before      these bytes without the zeros at their end, in base64
 * write       offset and bytes, in base64, of the smallest range that holds all changes; only if the image would change
 * link        true if the path ended in a link
 * row         what an inventory says about the image, if it does
 * </pre>
 */
final class PlannedImageJson {

    private static final String FILE_SIZE = "file_size";
    private static final String WINDOW = "window";
    private static final String BEFORE = "before";
    private static final String WRITE = "write";
    private static final String OFFSET = "offset";
    private static final String BYTES = "bytes";
    private static final String LINK = "link";
    private static final String ROW = "row";

    private PlannedImageJson() {}

    static String line(PlannedImage image) {
        return JsonLines.line(json -> {
            ResultJson.members(json, image.result());
            image.result().header().ifPresent(header -> header(json, header));
            if (image.isLink()) {
                json.writeBooleanProperty(LINK, true);
            }
            if (!image.row().isEmpty()) {
                json.writeObjectPropertyStart(ROW);
                image.row().forEach(json::writeStringProperty);
                json.writeEndObject();
            }
        });
    }

    private static void header(JsonGenerator json, HeaderWindows header) {
        Bytes before = header.before();
        json.writeNumberProperty(FILE_SIZE, header.fileSize());
        json.writeNumberProperty(WINDOW, before.length());
        json.writeStringProperty(BEFORE, before.withoutTrailingZeros().toBase64());
        if (!header.isUnchanged()) {
            int from = before.mismatch(header.after());
            int to = before.length();
            while (before.u8(to - 1) == header.after().u8(to - 1)) {
                to--;
            }
            json.writeObjectPropertyStart(WRITE);
            json.writeNumberProperty(OFFSET, from);
            json.writeStringProperty(BYTES, header.after().slice(from, to).toBase64());
            json.writeEndObject();
        }
    }

    static PlannedImage read(Bytes line) throws MalformedJsonException {
        JsonMembers in = JsonMembers.of(line);
        var result = ResultJsonReader.read(in);
        Optional<HeaderWindows> header = in.has(WINDOW) ? Optional.of(header(in)) : Optional.empty();
        requireSameName(in, result.image());
        boolean writes = header.filter(windows -> !windows.isUnchanged()).isPresent();
        if (writes != (result.status() == Status.WOULD_CHANGE)) {
            throw in.wrong(WRITE, "does not suit the status");
        }
        if (writes == result.changes().isEmpty()) {
            throw in.wrong(WRITE, "does not suit the changes");
        }
        return new PlannedImage(header.map(result::with).orElse(result), in.has(LINK) && in.truth(LINK), row(in));
    }

    /** People review the name; the file is found by its URI, where there is one. */
    private static void requireSameName(JsonMembers in, Image image) throws MalformedJsonException {
        boolean isSame = image.uri().isEmpty() || image.path().toString().endsWith(image.display());
        if (!isSame || image.uri().isPresent() && image.display().indexOf('\ufffd') < 0) {
            throw in.wrong("image_uri", "does not name the same file as image");
        }
    }

    private static HeaderWindows header(JsonMembers in) throws MalformedJsonException {
        int length = in.number(WINDOW, Limits.MAX_CLUSTER_SIZE);
        Bytes start = in.base64(BEFORE);
        if (start.length() > length) {
            throw in.wrong(BEFORE, "is longer than the window");
        }
        Bytes before = start.resized(length);
        Bytes after = in.has(WRITE) ? written(in.object(WRITE), before) : before;
        return new HeaderWindows(before, after, in.unsigned(FILE_SIZE));
    }

    private static Bytes written(JsonMembers in, Bytes before) throws MalformedJsonException {
        int offset = in.number(OFFSET, before.length());
        Bytes bytes = in.base64(BYTES);
        if (bytes.isEmpty() || bytes.length() > before.length() - offset) {
            throw in.wrong(BYTES, "do not lie in the window");
        }
        Bytes after = before.with(offset, bytes);
        if (after.equals(before)) {
            throw in.wrong(BYTES, "change nothing");
        }
        return after;
    }

    private static Map<String, String> row(JsonMembers in) throws MalformedJsonException {
        if (!in.has(ROW)) {
            return Map.of();
        }
        JsonMembers members = in.object(ROW);
        Map<String, String> row = new LinkedHashMap<>();
        for (String column : members.names()) {
            row.put(column, members.text(column));
        }
        return row;
    }
}

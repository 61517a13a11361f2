package io.cowhand.result;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InUse;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.json.JsonMembers;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.os.PathBytes;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads the results that {@link ResultJson} writes. Unknown members are ignored. */
public final class ResultJsonReader {

    private ResultJsonReader() {}

    /**
     * Reads the result for one image from a line.
     *
     * @throws MalformedJsonException if the line holds anything else, or a result of another format version
     */
    public static ImageResult read(String line) throws MalformedJsonException {
        return read(JsonMembers.of(line));
    }

    /**
     * Reads the result for one image from a parsed object.
     *
     * @throws MalformedJsonException as {@link #read(String)}
     */
    public static ImageResult read(JsonNode object) throws MalformedJsonException {
        return read(JsonMembers.of(object));
    }

    /**
     * Reads the result for one image from the members of an object.
     *
     * @throws MalformedJsonException as {@link #read(String)}
     */
    public static ImageResult read(JsonMembers in) throws MalformedJsonException {
        List<PlannedChange> changes = new ArrayList<>();
        Optional<BitmapDirectory> bitmaps = Optional.empty();
        for (JsonMembers change : in.objects("changes")) {
            changes.add(ChangeJson.read(change));
            bitmaps = bitmaps.isPresent() ? bitmaps : ChangeJson.bitmaps(change);
        }
        if (!changes.isEmpty() && !in.has("undo")) {
            throw in.wrong("undo", "is missing, although there are changes");
        }
        Optional<UndoClass> undo = in.has("undo")
                ? Optional.of(Labels.find(in, "undo", UndoClass.values(), UndoClass::label))
                : Optional.empty();
        List<StepProblem> problems = new ArrayList<>();
        for (JsonMembers problem : in.objects("problems")) {
            problems.add(ProblemJson.read(problem));
        }
        Status status = Labels.find(in, "status", Status.values(), Status::label);
        Optional<InUse> inUse =
                problems.stream().map(InUse::of).flatMap(Optional::stream).findFirst();
        OptionalInt wave = in.has("wave") ? OptionalInt.of(in.number("wave", Integer.MAX_VALUE)) : OptionalInt.empty();
        return new ImageResult(
                image(in), status, changes, bitmaps, undo, problems, inUse, wave, Optional.empty(), Optional.empty());
    }

    private static NamedImage image(JsonMembers in) throws MalformedJsonException {
        String display = in.text("image");
        if (display.isEmpty() || display.indexOf('\0') >= 0) {
            throw in.wrong("image", "is not a path");
        }
        Optional<String> uri = in.optionalText("image_uri");
        if (uri.isPresent() && !namesFile(uri.get())) {
            throw in.wrong("image_uri", "is not the URI of a file");
        }
        return new NamedImage(
                display, uri, in.has("position") ? OptionalLong.of(in.unsigned("position")) : OptionalLong.empty());
    }

    private static boolean namesFile(String uri) {
        try {
            return PathBytes.isUri(uri) && PathBytes.ofUri(uri).isAbsolute();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}

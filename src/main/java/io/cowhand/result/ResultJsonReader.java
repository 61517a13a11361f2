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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the results that {@link ResultJson} writes. Unknown members are ignored. */
public final class ResultJsonReader {

    private static final String CHANGES = "changes";

    /** Changes as they are written, and as they are read, with the bitmaps that they list. */
    private record Changes(List<?> json, List<PlannedChange> list, Optional<BitmapDirectory> bitmaps) {}

    /** The changes that were read last: a recipe often makes the same ones to many images. */
    private static volatile Changes last = new Changes(List.of(), List.of(), Optional.empty());

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
     * Reads the result for one image from the members of an object.
     *
     * @throws MalformedJsonException as {@link #read(String)}
     */
    public static ImageResult read(JsonMembers in) throws MalformedJsonException {
        Changes changes = changes(in);
        if (!changes.list.isEmpty() && !in.has("undo")) {
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
                image(in),
                status,
                changes.list,
                changes.bitmaps,
                undo,
                problems,
                inUse,
                wave,
                Optional.empty(),
                Optional.empty());
    }

    private static Changes changes(JsonMembers in) throws MalformedJsonException {
        Changes known = last;
        List<?> json = in.list(CHANGES);
        if (json.equals(known.json)) {
            return known;
        }
        List<PlannedChange> changes = new ArrayList<>();
        Optional<BitmapDirectory> bitmaps = Optional.empty();
        for (JsonMembers change : in.objects(CHANGES)) {
            changes.add(ChangeJson.read(change));
            bitmaps = bitmaps.isPresent() ? bitmaps : ChangeJson.bitmaps(change);
        }
        Changes read = new Changes(json, List.copyOf(changes), bitmaps);
        last = read;
        return read;
    }

    private static NamedImage image(JsonMembers in) throws MalformedJsonException {
        String display = in.text("image");
        if (!isPath(display)) {
            throw in.wrong("image", "is not a path");
        }
        Optional<String> uri = in.optionalText("image_uri");
        if (uri.isPresent() && !namesFile(uri.get())) {
            throw in.wrong("image_uri", "is not the URI of a file");
        }
        return new NamedImage(
                display, uri, in.has("position") ? OptionalLong.of(in.unsigned("position")) : OptionalLong.empty());
    }

    private static boolean isPath(String text) {
        try {
            return !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException notEncodable) {
            return false;
        }
    }

    private static boolean namesFile(String uri) {
        try {
            return PathBytes.isUri(uri) && PathBytes.ofUri(uri).isAbsolute();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}

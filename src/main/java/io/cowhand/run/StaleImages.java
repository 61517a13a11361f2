package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.inventory.Columns;
import io.cowhand.inventory.Row;
import io.cowhand.planfile.PlannedImage;
import io.cowhand.planfile.ResultDigest;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides on images whose headers are not the ones that a plan was made from: they are stale, unless the recipe would
 * make the very same changes to them.
 *
 * @param recipe plans images again; empty if stale images are left alone
 */
record StaleImages(Optional<RecipeJob> recipe) {

    /** The maximum number of changes that a message names. */
    private static final int NAMED = 8;

    /** Returns an image that is stale, or what the recipe makes of it now if that is what was planned. */
    PreparedImage prepare(PlannedImage planned, ImageReference image) {
        if (recipe.isPresent()) {
            PreparedImage again = recipe.get().prepare(withRow(image, planned));
            Status status = again.result().status();
            boolean isChanged = status == Status.CHANGED || status == Status.UNCHANGED;
            if (isChanged && ResultDigest.changes(again.result()).equals(ResultDigest.changes(planned.result()))) {
                return again;
            }
        }
        Problem stale = Problem.error(
                ProblemCode.STALE,
                "the header changed after the plan was made" + now(planned, image) + "; nothing was written"
                        + (recipe.isPresent() ? ", since the recipe would make other changes" : ""));
        ImageResult result =
                ImageResult.of(planned.result().image(), Status.STALE, List.of(StepProblem.ofImage(stale)));
        return new PreparedImage.Finished(planned.result()
                .header()
                .map(HeaderWindows::unchanged)
                .map(result::with)
                .orElse(result));
    }

    private static ImageReference withRow(ImageReference image, PlannedImage planned) {
        if (planned.row().isEmpty()) {
            return image;
        }
        Columns columns = new Columns(List.copyOf(planned.row().keySet()));
        return new ImageReference(
                image.path(),
                image.listed(),
                new Row(columns, List.copyOf(planned.row().values())));
    }

    /** Returns what differs in the header now. */
    private static String now(PlannedImage planned, ImageReference image) {
        Bytes before = planned.result().header().orElseThrow().before();
        ReadResult reading = HeaderReader.SYSTEM.read(image, before.length());
        if (reading instanceof ReadResult.Failed failed) {
            return " (" + failed.problem().message() + ")";
        }
        ReadResult.Readable now = (ReadResult.Readable) reading;
        if (!(HeaderCodec.decode(before) instanceof HeaderCodec.Decoded decoded)) {
            return "";
        }
        List<Change> changes = HeaderDiff.between(decoded.header(), now.facts().header());
        return changes.isEmpty()
                ? ""
                : changes.stream()
                                .limit(NAMED)
                                .map(StaleImages::words)
                                .collect(Collectors.joining(", ", " (", changes.size() > NAMED ? ", …" : ""))
                        + ")";
    }

    private static String words(Change change) {
        if (change instanceof Change.BackingFile name) {
            return "backing_file is "
                    + name.after().map(text -> '"' + text.display() + '"').orElse("gone");
        }
        if (change instanceof Change.Field field && field.after().isPresent()) {
            return change.name() + " is " + Long.toUnsignedString(field.after().getAsLong());
        }
        if (change instanceof Change.RawBytes bytes) {
            return "bytes at offset " + bytes.offset() + " differ";
        }
        return (change instanceof Change.Extension ? "extension " : "") + change.name() + " differs";
    }
}

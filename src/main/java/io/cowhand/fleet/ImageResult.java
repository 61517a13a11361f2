package io.cowhand.fleet;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.undo.UndoClass;
import java.util.List;
import java.util.Optional;

/**
 * What became of one image.
 *
 * @param image the image
 * @param status what became of it
 * @param changes what would change or has changed; empty for every other status
 * @param bitmaps the image's bitmaps, which a change may be about
 * @param undo when the changes may be undone; nothing where there are none
 * @param problems what is wrong, or worth knowing
 */
public record ImageResult(
        Image image,
        Status status,
        List<PlannedChange> changes,
        Optional<BitmapDirectory> bitmaps,
        Optional<UndoClass> undo,
        List<StepProblem> problems) {

    /** The code of the warning of a dry run about an image that an apply would find locked. */
    public static final String IN_USE = "in-use";

    /** The beginning of that warning's message; the processes that have the image open follow, where they are known. */
    public static final String IN_USE_NOW = "in use now";

    /** Copies the lists. */
    public ImageResult {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** An image that a run did not come to. */
    public static ImageResult notRun(Image image) {
        return of(image, Status.NOT_RUN, List.of());
    }

    /** An image of which it is not known what became of it in a run that was cut off. */
    public static ImageResult refusedAsUnresolved(Image image) {
        return unresolved(image, Status.REFUSED);
    }

    /** The same, in a run that takes that one back. */
    public static ImageResult unresolved(Image image) {
        return unresolved(image, Status.UNRESOLVED);
    }

    private static ImageResult unresolved(Image image, Status status) {
        String message =
                "a run was interrupted while it wrote this image, whose state is unknown;" + " run 'cowhand recover'";
        return of(image, status, List.of(StepProblem.ofImage(Problem.error("unresolved", message))));
    }

    /** An image without changes. */
    public static ImageResult of(Image image, Status status, List<StepProblem> problems) {
        return new ImageResult(image, status, List.of(), Optional.empty(), Optional.empty(), problems);
    }
}

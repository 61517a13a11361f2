package io.cowhand.fleet;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result for one image.
 *
 * @param image the image
 * @param status its status
 * @param changes the changes that would be or were made; empty for every other status
 * @param bitmaps the image's bitmaps, to which a change may refer
 * @param undo when the changes may be undone; empty if there are none
 * @param problems errors, warnings and notices
 * @param inUse the use of the image that a dry run found, of which a warning is among the problems
 * @param wave the number of the image's wave, from 1; empty if there are no waves, or the image is skipped
 * @param header the header before and after; empty if it was not read
 * @param digest the digest of this result; empty if it is not computed
 */
public record ImageResult(
        Image image,
        Status status,
        List<PlannedChange> changes,
        Optional<BitmapDirectory> bitmaps,
        Optional<UndoClass> undo,
        List<StepProblem> problems,
        Optional<InUse> inUse,
        OptionalInt wave,
        Optional<HeaderWindows> header,
        Optional<Bytes> digest) {

    /** Copies the lists. */
    public ImageResult {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** Creates the result for an image that is not known to be in use, and of whose header no more is known. */
    public ImageResult(
            Image image,
            Status status,
            List<PlannedChange> changes,
            Optional<BitmapDirectory> bitmaps,
            Optional<UndoClass> undo,
            List<StepProblem> problems) {
        this(
                image,
                status,
                changes,
                bitmaps,
                undo,
                problems,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this result with the use of the image, and the warning about it after all other problems. */
    public ImageResult with(InUse use) {
        List<StepProblem> all = new ArrayList<>(problems);
        all.add(use.warning());
        return with(status, all, Optional.of(use), header);
    }

    /** Returns the result of a dry run as that of an apply that wrote the image: it is not in use any more. */
    public ImageResult changed() {
        List<StepProblem> all = problems.isEmpty()
                ? problems
                : problems.stream()
                        .filter(problem -> InUse.of(problem).isEmpty())
                        .toList();
        return with(Status.CHANGED, all, Optional.empty(), header);
    }

    /** Returns this result with the header before and after. */
    public ImageResult with(HeaderWindows windows) {
        return with(status, problems, inUse, Optional.of(windows));
    }

    private ImageResult with(
            Status other, List<StepProblem> all, Optional<InUse> use, Optional<HeaderWindows> windows) {
        return new ImageResult(image, other, changes, bitmaps, undo, all, use, wave, windows, Optional.empty());
    }

    /** Returns this result, with its digest, without the header. */
    public ImageResult withoutHeader() {
        return new ImageResult(image, status, changes, bitmaps, undo, problems, inUse, wave, Optional.empty(), digest);
    }

    /** Returns this result with its digest. */
    public ImageResult with(Bytes sha256) {
        return new ImageResult(
                image, status, changes, bitmaps, undo, problems, inUse, wave, header, Optional.of(sha256));
    }

    /** Returns this result for another name of the image. */
    public ImageResult named(Image other) {
        return new ImageResult(other, status, changes, bitmaps, undo, problems, inUse, wave, header, Optional.empty());
    }

    /** Returns this result as that of an image in a wave, on which the digest does not depend. */
    public ImageResult inWave(int number) {
        return new ImageResult(
                image, status, changes, bitmaps, undo, problems, inUse, OptionalInt.of(number), header, digest);
    }

    /** Returns the result for an image that was not begun before the run ended. */
    public static ImageResult notRun(Image image) {
        return of(image, Status.NOT_RUN, List.of());
    }

    /** Returns the result for an image that is refused because an interrupted run left it unresolved. */
    public static ImageResult refusedAsUnresolved(Image image) {
        return unresolved(image, Status.REFUSED);
    }

    /** Returns the result for an unresolved image of a run that is being rolled back or shown. */
    public static ImageResult unresolved(Image image) {
        return unresolved(image, Status.UNRESOLVED);
    }

    private static ImageResult unresolved(Image image, Status status) {
        String message =
                "a run was interrupted while it wrote this image, whose state is unknown; run 'cowhand recover'";
        return of(image, status, List.of(StepProblem.ofImage(Problem.error(CommonCode.UNRESOLVED, message))));
    }

    /** Returns a result without changes. */
    public static ImageResult of(Image image, Status status, List<StepProblem> problems) {
        return new ImageResult(image, status, List.of(), Optional.empty(), Optional.empty(), problems);
    }
}

package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.diff.HeaderDiff;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.undo.UndoClass;
import java.util.List;
import java.util.Optional;

/**
 * Checks that what a saved plan writes is what it says, since the file may have been made by somebody else: people review
 * the changes, not the bytes.
 */
public final class PlanCheck {

    private PlanCheck() {}

    /** The result of a check. */
    public sealed interface Result {}

    /** The bytes are what the changes say; they may be undone when the class says. */
    public record Consistent(UndoClass undo) implements Result {}

    /** The image must not be written. */
    public record Inconsistent(Problem problem) implements Result {}

    /**
     * Checks the plan for an image.
     *
     * @param facts the image, with the header that the plan was made from
     * @param after the window that the plan leaves
     */
    public static Result check(ImageFacts facts, Bytes after, List<PlannedChange> changes) {
        HeaderImage before = facts.header();
        // Changes of any bytes, for broken test images, are shown as bytes.
        boolean pokes = changes.stream().anyMatch(each -> each.unsafe() && each.change() instanceof Change.RawBytes);
        if (!(HeaderCodec.decode(after) instanceof HeaderCodec.Decoded decoded)) {
            return pokes ? new Consistent(UndoClass.UNTOUCHED) : inconsistent("its bytes are no header");
        }
        HeaderImage header = decoded.header();
        Optional<String> undescribed = pokes
                ? Optional.empty()
                : HeaderDiff.between(before, header).stream()
                        .filter(change -> !isDescribed(change, changes))
                        .map(Change::name)
                        .findFirst();
        if (undescribed.isPresent()) {
            return inconsistent("its bytes change " + undescribed.get() + " otherwise than it says");
        }
        boolean isSafe = changes.stream().noneMatch(PlannedChange::unsafe);
        Optional<Problem> harm = isSafe
                ? DoNoHarm.newProblems(facts, facts.with(header)).stream().findFirst()
                : Optional.empty();
        return harm.isPresent()
                ? new Inconsistent(harm.get())
                : new Consistent(isSafe ? UndoClassifier.between(before, header) : UndoClass.UNTOUCHED);
    }

    /** Returns whether the changes end with a value; of extensions, which steps may move, it is enough that they change. */
    private static boolean isDescribed(Change actual, List<PlannedChange> changes) {
        if (actual instanceof Change.Order || actual instanceof Change.RawBytes) {
            return true;
        }
        Optional<Change> last = changes.stream()
                .map(PlannedChange::change)
                .filter(change ->
                        change.getClass() == actual.getClass() && change.name().equals(actual.name()))
                .reduce((first, second) -> second);
        return last.filter(change -> actual instanceof Change.Extension || leavesSame(change, actual))
                .isPresent();
    }

    private static boolean leavesSame(Change planned, Change actual) {
        if (actual instanceof Change.Field field) {
            return ((Change.Field) planned).after().equals(field.after());
        }
        if (actual instanceof Change.Feature feature) {
            return ((Change.Feature) planned).after() == feature.after();
        }
        return actual instanceof Change.BackingFile name
                && ((Change.BackingFile) planned).after().equals(name.after());
    }

    private static Inconsistent inconsistent(String why) {
        return new Inconsistent(Problem.error(
                ProblemCode.PLAN_INCONSISTENT,
                "the plan does not describe what it writes: " + why + "; nothing was written"));
    }
}
